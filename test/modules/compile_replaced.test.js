'use strict';

// Programs that replace a module's _compile, as ts-node does, get the file's text and what format it is of.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-compile-'));
const loadScript = require.extensions['.js'];
const seen = [];

function load(name, text, replacement) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  require.extensions[path.extname(name)] = (module, filename) => {
    const { _compile } = module;
    module._compile = function compile(content, target, format) {
      seen.push([content, format]);
      return replacement === undefined ? _compile.call(this, content, target, format) : _compile.call(this, replacement, target);
    };
    loadScript(module, filename);
  };
  return require(file);
}

fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"commonjs"}');
const enumeration = 'enum E { A }';
assert.deepStrictEqual(load('a.ts', enumeration, 'exports.compiled = 1;'), { compiled: 1 });
assert.strictEqual(load('b.cts', 'exports.b = 1 as number;').b, 1);
assert.strictEqual(load('c.mts', 'export const c = 1 as number;').c, 1);
assert.strictEqual(load('d.mjs', 'export const d = 1;').d, 1);
assert.strictEqual(load('e.cjs', 'exports.e = 1;').e, 1);
assert.deepStrictEqual(seen, [
  [enumeration, 'commonjs-typescript'],
  ['exports.b = 1 as number;', 'commonjs-typescript'],
  ['export const c = 1 as number;', 'module-typescript'],
  ['export const d = 1;', 'module'],
  ['exports.e = 1;', 'commonjs'],
]);
fs.rmSync(folder, { recursive: true });
