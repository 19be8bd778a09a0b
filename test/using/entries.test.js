'use strict';
// All ways by which a text with `using` comes in, and what is said of one that is in error.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const vm = require('vm');
const { spawnSync } = require('child_process');
const { pathToFileURL } = require('url');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'using-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function file(name, text) {
  const filename = path.join(folder, name);
  fs.writeFileSync(filename, text);
  return filename;
}

const log = globalThis.log = [];
const resource = (name) => `{ [Symbol.dispose]() { log.push('${name}'); } }`;

function taken() {
  return log.splice(0).join(' ');
}

// CommonJS and `require` of an ES module.
require(file('a.cjs', `#!/usr/bin/env node\n'use strict';\nusing a = ${resource('cjs')}; // behind`));
assert.strictEqual(taken(), 'cjs');
const required = require(file('b.mjs', `using a = ${resource('mjs')};\nexport const b = 5;`));
assert.strictEqual(required.b, 5);
assert.strictEqual(taken(), 'mjs');

// TypeScript.
require(file('c.cts', `function f(n: number): number { using a: Disposable = ${resource('ts')}; return n; }\nf(1);`));
assert.strictEqual(taken(), 'ts');

// vm.
assert.strictEqual(new vm.Script('{ using a = null; 7 }').runInThisContext(), 7);
assert.strictEqual(vm.runInNewContext('{ using a = { [Symbol.dispose]() {} }; 8 }'), 8);
assert.strictEqual(vm.compileFunction('using a = null; return b', ['b'])(9), 9);
assert.strictEqual(vm.compileFunction('using a = null; return b', [], { contextExtensions: [{ b: 5 }] })(), 5);
const script = new vm.Script('{ using a = null; 7 }');
const restored = new vm.Script('{ using a = null; 7 }', { cachedData: script.createCachedData() });
assert.strictEqual(restored.cachedDataRejected, false);
assert.strictEqual(restored.runInThisContext(), 7);

// The place of what is thrown.
const failing = new vm.Script('{\nusing a = null;\nnull.x;\n}', { filename: 'failing.js', lineOffset: 5 });
assert.throws(() => failing.runInThisContext(), ({ stack }) => /failing\.js:8:/.test(stack));

// Errors are those of the program's text.
for (const [text, message, place] of [
  ['{ using a = null; }\nlet b = ;', "Unexpected token ';'", 'bad.js:2\nlet b = ;\n        ^'],
  ['using a = null', "Unexpected identifier 'a'", 'bad.js:1\nusing a = null\n      ^'],
  ['switch (1) { case 1: using a = null; }', "Unexpected identifier 'a'", 'bad.js:1\n'],
  ['{ using a; }', 'Missing initializer in using declaration', 'bad.js:1\n{ using a; }\n'],
  ['{ using a = null, a = null; }', "Identifier 'a' has already been declared", 'bad.js:1\n'],
  ['for (using a in {}) ;', "Invalid 'using' in for-in loop", 'bad.js:1\n'],
]) {
  assert.throws(() => new vm.Script(text, { filename: 'bad.js' }), (error) => {
    assert.strictEqual(error.name, 'SyntaxError');
    assert.strictEqual(error.message, message);
    assert.ok(error.stack.startsWith(place), error.stack);
    return true;
  });
}

async function main() {
  // A module's own scope: cycles, dead zones, exports.
  file('d.mjs', `import { early } from './e.mjs';
export { early };
log.push(typeof a_ + typeof f);
try { a; } catch (error) { log.push(error.name); }
using a = ${resource('a')};
await using c = { async [Symbol.asyncDispose]() { await null; log.push('c'); } };
export let state = 'new';
state = f();
export function f() { return 'changed'; }
export default class D {}
log.push(new Error().stack.match(/d\\.mjs:(\\d+)/)[1]);
`);
  file('e.mjs', "import * as d from './d.mjs';\nexport const early = d.f();\n");
  const d = await import(pathToFileURL(path.join(folder, 'd.mjs')));
  assert.strictEqual(d.early, 'changed');
  assert.strictEqual(d.state, 'changed');
  assert.strictEqual(d.default.name, 'D');
  assert.strictEqual(taken(), 'undefinedfunction ReferenceError 11 c a');
  const thrown = file('f.mjs', `using a = ${resource('f')};\nthrow new RangeError('x');`);
  await assert.rejects(import(pathToFileURL(thrown)), RangeError);
  assert.strictEqual(taken(), 'f');
  for (const [args, input] of [
    [['-p', '{ using a = null; 5 }']],
    [['--input-type=module', '-e', 'await using a = null; console.log(5)']],
    [['-'], '{ using a = null; console.log(5); }'],
  ]) {
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', input });
    assert.strictEqual(stdout, '5\n', stderr);
  }
}

main();
