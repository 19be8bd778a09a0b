'use strict';

// An ESLint rule: what a file of lib/internal exports, something else must ask for. ESLint sees one file
// at a time, so the rule reads all of lib/ once, as words: a file uses an export where it names the
// exporting file in a string (a require now or later, or a table of lazy globals) and the export anywhere.

const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const LIB = path.join(ROOT, 'lib');
const JAVA = path.join(ROOT, 'src/main/java');
const COMMENT_LINE = /^\s*(?:\/\/|\/?\*).*$/gm;
const STRING = /'([^'\n]*)'|"([^"\n]*)"/g;

function* filesBelow(folder, ending) {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(ending)) yield path.join(entry.parentPath, entry.name);
  }
}

/** The file of lib/ that a string in `user` may mean: a relative path, or an id such as `internal/util`. */
function meantFile(text, user) {
  const base = text.startsWith('.') ? path.resolve(path.dirname(user), text) : path.join(LIB, text);
  return base.endsWith('.js') ? base : `${base}.js`;
}

const escaped = (text) => text.replace(/[$.]/g, '\\$&');

/** Whether a text hands on all that `require(id)` gives: by itself, or by the name that it gives it. */
function takesAll(text, id) {
  const call = `require\\('${escaped(id)}'\\)`;
  if (new RegExp(`(?:\\.\\.\\.|module\\.exports = |\\(|, )${call}(?!\\.)|${call}\\[`).test(text)) return true;
  const named = new RegExp(`(?:const|let) ([\\w$]+) = ${call};`).exec(text);
  if (named === null) return false;
  const bare = new RegExp(`(?<![\\w$.'])${escaped(named[1])}(?![\\w$(':]|\\??\\.)`, 'g');
  return text.match(bare).length > 1;
}

/** For each file of lib/ those that name it: their words, and whether they take all that it exports. */
function readUsers() {
  const users = new Map();
  for (const file of [...filesBelow(LIB, '.js'), ...filesBelow(JAVA, '.java')]) {
    const text = fs.readFileSync(file, 'utf8').replace(COMMENT_LINE, '');
    const words = new Set(text.match(/[\w$]+/g));
    for (const [, single, double] of text.matchAll(STRING)) {
      const meant = meantFile(single ?? double, file);
      if (meant === file || !fs.existsSync(meant)) continue;
      if (!users.has(meant)) users.set(meant, []);
      users.get(meant).push({ words, all: single !== undefined && takesAll(text, single) });
    }
  }
  return users;
}

let users;

function isUsed(file, name) {
  users ??= readUsers();
  return (users.get(file) ?? []).some(({ words, all }) => all || words.has(name));
}

/** `module.exports` or `exports` itself. */
function isExports(node) {
  return node.type === 'Identifier' ? node.name === 'exports' :
    node.type === 'MemberExpression' && node.object.name === 'module' && node.property.name === 'exports';
}

const rule = {
  meta: {
    type: 'problem',
    docs: { description: 'what a file of lib/internal exports, something else must ask for' },
    messages: { unused: "Nothing asks for '{{name}}'." },
    schema: [],
  },
  create(context) {
    const file = context.filename;
    const check = (node, key) => {
      const name = key.name ?? key.value;
      if (name !== undefined && !isUsed(file, String(name))) context.report({ node, messageId: 'unused', data: { name } });
    };
    return {
      AssignmentExpression({ left, right }) {
        if (left.type === 'MemberExpression' && !left.computed && isExports(left.object)) check(left, left.property);
        if (!isExports(left) || right.type !== 'ObjectExpression') return;
        for (const property of right.properties) {
          if (property.type === 'Property' && !property.computed) check(property, property.key);
        }
      },
    };
  },
};

module.exports = { rules: { 'unused-exports': rule } };
