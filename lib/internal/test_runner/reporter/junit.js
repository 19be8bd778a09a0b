'use strict';

// JUnit's XML, which continuous integration reads.

const { inspect } = require('../../util/inspect');
const { hostname } = require('../../../os');

const inspectOptions = { __proto__: null, colors: false, breakLength: Infinity };

/** @param {AsyncIterable<object>} source */
module.exports = async function* junit(source) {
  yield '<?xml version="1.0" encoding="utf-8"?>\n';
  yield '<testsuites>\n';
  let current = null;

  function begin({ nesting, name }) {
    const node = { tag: 'testcase', attributes: { name }, nesting, parent: current, children: [] };
    current?.children.push(node);
    current = node;
  }

  for await (const { type, data } of source) {
    switch (type) {
      case 'test:start':
        begin(data);
        break;
      case 'test:pass':
      case 'test:fail': {
        if (current === null || current.nesting !== data.nesting || current.attributes.name !== data.name) begin(data);
        const node = current;
        current = node.parent;
        finish(node, type, data);
        if (node.parent === null) yield print(node);
        break;
      }
      case 'test:diagnostic': {
        const comment = { comment: data.message, nesting: data.nesting };
        if (current === null) yield print(comment);
        else current.children.push(comment);
        break;
      }
    }
  }
  yield '</testsuites>\n';
};

function isFailure(node) {
  return node.children?.some(({ tag }) => tag === 'failure') || Boolean(node.attributes?.failures);
}

function isSkipped(node) {
  return node.children?.some(({ tag }) => tag === 'skipped');
}

function finish(node, type, data) {
  const { details: { duration_ms: duration, error } } = data;
  node.attributes.time = (duration / 1000).toFixed(6);
  const tests = node.children.filter(({ comment }) => comment === undefined);
  if (tests.length > 0) {
    node.tag = 'testsuite';
    Object.assign(node.attributes, {
      disabled: 0,
      errors: 0,
      tests: tests.length,
      failures: tests.filter(isFailure).length,
      skipped: tests.filter(isSkipped).length,
      hostname: hostname(),
    });
    return;
  }
  node.attributes.classname = data.classname ?? 'test';
  if (data.file !== undefined) node.attributes.file = data.file;
  const inner = { nesting: data.nesting + 1 };
  if (data.skip !== undefined) {
    node.children.push({ ...inner, tag: 'skipped', attributes: { type: 'skipped', message: data.skip }, children: [] });
  }
  if (data.todo !== undefined) {
    node.children.push({ ...inner, tag: 'skipped', attributes: { type: 'todo', message: data.todo }, children: [] });
  }
  if (type === 'test:fail') {
    node.children.push({
      ...inner,
      tag: 'failure',
      attributes: { type: error?.failureType ?? error?.code, message: error?.message ?? '' },
      children: [inspect(error, inspectOptions)],
    });
    node.attributes.failure = error?.message ?? '';
  }
}

function escapeAttribute(text) {
  return escapeContent(`${text}`.replace(/\n/g, '').replaceAll('"', '&quot;')).replaceAll('&amp;quot;', '&quot;');
}

function escapeContent(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function print(node) {
  if (typeof node === 'string') return `${escapeContent(node)}\n`;
  const space = '\t'.repeat(node.nesting + 1);
  if (node.comment !== undefined) return `${space}<!-- ${node.comment.replaceAll('--', '&#45;&#45;')} -->\n`;
  const attributes = Object.keys(node.attributes)
    .map((name) => `${name}="${escapeAttribute(node.attributes[name])}"`).join(' ');
  if (node.children.length === 0) return `${space}<${node.tag} ${attributes}/>\n`;
  return `${space}<${node.tag} ${attributes}>\n${node.children.map(print).join('')}${space}</${node.tag}>\n`;
}
