'use strict';

// Where a module waits at its top level. The engine does not tell, so the text is parsed once more: only errors and
// warnings ask.

const { parse } = require('../../deps/babel__parser/lib/index');

const isFunction = /^(?:ArrowFunctionExpression|Function(?:Declaration|Expression)|(?:Class|Object)(?:Private)?Method)$/;

/**
 * @param {string} text of a module
 * @returns {object[]} the parser's nodes, in the order of the text
 */
function findAwaits(text) {
  const { program } = parse(text, { sourceType: 'module', plugins: ['explicitResourceManagement', 'decorators'] });
  const found = [];
  visit(program, found);
  return found;
}

function visit(node, found) {
  if (Array.isArray(node)) {
    for (const element of node) visit(element, found);
    return;
  }
  if (typeof node?.type !== 'string' || isFunction.test(node.type)) return;
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) found.push(node);
  for (const key of Object.keys(node)) {
    if (key !== 'loc' && typeof node[key] === 'object') visit(node[key], found);
  }
}

/** A place of a text with the line and a mark under it. */
function shown(url, text, { loc }) {
  const { line, column } = loc.start;
  return ` at ${url}:${line}\n${text.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1]}\n${' '.repeat(column)}^\n\n\n`;
}

/** Those of a graph, what is imported before who imports. */
function* jobsOf(job, seen = new Set()) {
  if (seen.has(job)) return;
  seen.add(job);
  for (const linked of job.linked ?? []) yield* jobsOf(linked, seen);
  yield job;
}

/**
 * The first top-level await of a graph.
 * @param {ModuleJob} job
 * @returns {string} empty where there is none
 */
function firstAwaitOf(job) {
  for (const { url, wrap } of jobsOf(job)) {
    if (!wrap.hasTopLevelAwait()) continue;
    const text = wrap.getSourceText();
    const { 0: first } = findAwaits(text);
    if (first !== undefined) return shown(url, text, first);
  }
  return '';
}

/**
 * The await that a graph is stuck at, as far as it is certain: where a module has several, only its URL is.
 * @param {ModuleJob} job
 * @returns {string}
 */
function unsettledAwaitOf(job) {
  for (const { url, wrap } of jobsOf(job)) {
    if (!wrap.hasTopLevelAwait() || !wrap.isWaiting()) continue;
    const text = wrap.getSourceText();
    const awaits = findAwaits(text);
    return awaits.length === 1 ? shown(url, text, awaits[0]) : ` at ${url}\n`;
  }
  return '\n';
}

module.exports = { firstAwaitOf, unsettledAwaitOf };
