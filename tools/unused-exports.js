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
  const bare = new RegExp(`(?<![\\w$']|(?<!\\.\\.)\\.)${escaped(named[1])}(?![\\w$(':]|\\??\\.)`, 'g');
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

/** Which of `names` nothing asks `file` for. Who names the file and none of them hands all on in some other way. */
function unusedOf(file, names) {
  users ??= readUsers();
  const own = users.get(file) ?? [];
  if (own.some(({ words, all }) => all || !names.some((name) => words.has(name)))) return [];
  return names.filter((name) => !own.some(({ words }) => words.has(name)));
}

function isModuleExports(node) {
  return node.type === 'MemberExpression' && node.object.name === 'module' && node.property.name === 'exports';
}

const rule = {
  meta: {
    type: 'problem',
    docs: { description: 'what a file of lib/internal exports, something else must ask for' },
    messages: { unused: "Nothing asks for '{{name}}'." },
    schema: [],
  },
  create(context) {
    const exported = new Map();
    return {
      AssignmentExpression({ left, right }) {
        if (left.type !== 'MemberExpression' || left.computed) return;
        if (left.object.name === 'exports' || isModuleExports(left.object)) exported.set(left.property.name, left);
        if (!isModuleExports(left) || right.type !== 'ObjectExpression') return;
        for (const property of right.properties) {
          if (property.type !== 'Property' || property.computed) continue;
          exported.set(String(property.key.name ?? property.key.value), property);
        }
      },
      'Program:exit'() {
        for (const name of unusedOf(context.filename, [...exported.keys()])) {
          context.report({ node: exported.get(name), messageId: 'unused', data: { name } });
        }
      },
    };
  },
};

module.exports = { rules: { 'unused-exports': rule } };
