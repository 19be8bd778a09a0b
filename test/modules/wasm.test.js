'use strict';
// WebAssembly as ES modules: instances, and what they are made from.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');
const { pathToFileURL } = require('url');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasm-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
process.removeAllListeners('warning');
const warnings = [];
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));

const bytes = (...parts) => parts.flatMap((part) => (typeof part === 'string' ? [part.length, ...Buffer.from(part)] : part));
const section = (id, ...parts) => {
  const content = bytes(...parts);
  return [id, content.length, ...content];
};

/** A module with a global `g`, and functions: `value` of `module` imported, `run` that calls it. */
function moduleOf(imported, name, exported = 'run') {
  return Buffer.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 0, 1, 0x7f]),
    ...section(2, [1], imported, name, [0, 0]),
    ...section(3, [1, 0]),
    ...section(6, [1, 0x7f, 1, 0x41, 42, 0x0b]),
    ...section(7, [2], exported, [0, 1], 'g', [3, 0]),
    ...section(10, [1, 4, 0, 0x10, 0, 0x0b]),
  ]);
}

function file(name, content) {
  const filename = path.join(folder, name);
  fs.writeFileSync(filename, content);
  return pathToFileURL(filename).href;
}

async function main() {
  file('a.mjs', 'export let count = 0; export const value = () => ++count;');
  const url = file('a.wasm', moduleOf('./a.mjs', 'value'));
  const instance = await import(url);
  assert.deepStrictEqual(Object.keys(instance), ['g', 'run']);
  assert.strictEqual(instance.g, 42);
  assert.strictEqual(instance.run(), 1);
  assert.strictEqual((await import(url)).run(), 2);
  assert.strictEqual(Object.hasOwn(instance, 'default'), false);
  // One of WebAssembly imports another.
  const outer = await import(file('b.wasm', moduleOf('./a.wasm', 'run', 'a name: "quoted"')));
  assert.strictEqual(outer['a name: "quoted"'](), 3);
  const data = `data:application/wasm;base64,${moduleOf(pathToFileURL(path.join(folder, 'a.mjs')).href, 'value').toString('base64')}`;
  assert.strictEqual((await import(data)).run(), 4);

  // The source phase loads nothing else, and runs nothing.
  const unlinkable = file('c.wasm', moduleOf('./missing.mjs', 'value'));
  const dynamic = file('d.mjs', `export const get = () => import.source(${JSON.stringify(unlinkable)});`);
  const source = await (await import(dynamic)).get();
  assert.ok(source instanceof WebAssembly.Module);
  const fixed = await import(file('e.mjs', "import source found from './c.wasm';\nexport const module = found;"));
  assert.strictEqual(fixed.module, source);
  await assert.rejects(import(unlinkable), { code: 'ERR_MODULE_NOT_FOUND' });
  const noSource = { name: 'SyntaxError', code: 'ERR_SOURCE_PHASE_NOT_DEFINED' };
  await assert.rejects(import(file('f.mjs', "import source a from './a.mjs';")), noSource);
  await assert.rejects(import(file('g.mjs', "import source a from 'node:fs';")), noSource);
  await assert.rejects(import(file('h.mjs', "await import.source('./a.mjs');")), noSource);

  for (const [name, module, message] of [
    ['i', moduleOf('wasm-js:x', 'value'), 'Invalid Wasm import "wasm-js:x" in '],
    ['j', moduleOf('./a.mjs', 'wasm:x'), 'Invalid Wasm import name "./a.mjs" in '],
    ['k', moduleOf('./a.mjs', 'value', 'wasm:x'), 'Invalid Wasm export name "wasm:x" in '],
  ]) {
    const invalid = file(`${name}.wasm`, module);
    await assert.rejects(import(invalid), { name: 'LinkError', message: message + invalid });
  }
  await assert.rejects(import(file('l.wasm', 'none')), { name: 'CompileError' });

  // A program, and one whose file has no extension.
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', path.join(folder, 'a.wasm')], { encoding: 'utf8' });
  assert.strictEqual(stderr, '');
  assert.strictEqual(status, 0);
  file('package.json', '{ "type": "module" }');
  assert.strictEqual((await import(file('noext', moduleOf('./a.mjs', 'value')))).run(), 5);
}

process.on('exit', () => {
  assert.deepStrictEqual(warnings, ['ExperimentalWarning: Importing WebAssembly module instances is an experimental ' +
    'feature and might change at any time']);
});

main();
