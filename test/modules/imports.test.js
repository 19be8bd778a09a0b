'use strict';

// What imports mean, and what is said where they mean nothing.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-imports-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function file(name, text) {
  const full = path.join(folder, name);
  fs.writeFileSync(full, text);
  return pathToFileURL(full).href;
}

async function testAttributes() {
  for (const [url, attributes, code] of [
    ['data:text/css,', { type: 'css' }, 'ERR_UNKNOWN_MODULE_FORMAT'],
    ['data:text/css,', { other: 'css' }, 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED'],
    ['data:text/javascript,', { type: 'json' }, 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE'],
    ['data:text/javascript,', { type: 'other' }, 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED'],
    ['data:application/json,1', {}, 'ERR_IMPORT_ATTRIBUTE_MISSING'],
    ['data:application/json,1', { type: 'other' }, 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED'],
  ]) {
    await assert.rejects(import(url, { with: attributes }), { code }, `${url} ${JSON.stringify(attributes)}`);
  }
}

async function testShared() {
  const url = file('shared.json', '{ "value": 1 }');
  const { default: imported } = await import(url, { with: { type: 'json' } });
  assert.strictEqual(require(path.join(folder, 'shared.json')), imported);
  const other = file('other.json', '{ "value": 2 }');
  const required = require(path.join(folder, 'other.json'));
  required.value = 3;
  assert.strictEqual((await import(other, { with: { type: 'json' } })).default, required);
  assert.notStrictEqual((await import(`${other}?x`, { with: { type: 'json' } })).default, required);
}

async function testRemembered() {
  const url = pathToFileURL(path.join(folder, 'late.mjs')).href;
  await assert.rejects(import(url), { code: 'ERR_MODULE_NOT_FOUND' });
  file('late.mjs', 'export default 1;');
  const namespace = await import(url);
  fs.rmSync(path.join(folder, 'late.mjs'));
  assert.strictEqual(await import(url), namespace);
}

async function testMissingExport() {
  file('common.cjs', 'exports.a = 1;');
  const importing = file('importing.mjs', 'import { a,\nb } from "./common.cjs";');
  await assert.rejects(import(importing), {
    name: 'SyntaxError',
    message: 'Named export \'b\' not found. The requested module \'./common.cjs\' is a CommonJS module, which may not ' +
      'support all module.exports as named exports.\nCommonJS modules can always be imported via the default export, ' +
      'for example using:\n\nimport pkg from \'./common.cjs\';\n',
  });
  const renaming = file('renaming.mjs', 'import "node:fs";\nimport { a as one, b as two } from "./common.cjs";');
  await assert.rejects(import(renaming), /\nconst \{ a: one, b: two \} = pkg;\n/);
  file('module.mjs', 'export let a;');
  await assert.rejects(import(file('other.mjs', 'import { b } from "./module.mjs";')), {
    message: 'The requested module \'./module.mjs\' does not provide an export named \'b\'',
  });
}

async function testResolve() {
  const { default: resolve } = await import('data:text/javascript,export default import.meta.resolve');
  assert.strictEqual(resolve('some://where/else'), 'some://where/else');
  assert.strictEqual(resolve('fs'), 'node:fs');
  assert.throws(() => resolve('package'), { code: 'ERR_UNSUPPORTED_RESOLVE_REQUEST' });
  assert.throws(() => resolve('./file.mjs'), { code: 'ERR_UNSUPPORTED_RESOLVE_REQUEST' });
  const { default: resolveHere } = await import(file('resolve.mjs', 'export default import.meta.resolve;'));
  assert.strictEqual(resolveHere('./x.mjs', 1), pathToFileURL(path.join(folder, 'x.mjs')).href);
  await assert.rejects(import('some://where/else'), {
    code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME',
    message: 'Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. ' +
      'Received protocol \'some:\'',
  });
  const remote = file('remote.mjs', 'import "file://host/x.mjs";');
  await assert.rejects(import(remote), { code: 'ERR_INVALID_FILE_URL_HOST', input: 'file://host/x.mjs', module: remote });
}

(async () => {
  await testAttributes();
  await testShared();
  await testRemembered();
  await testMissingExport();
  await testResolve();
})();
