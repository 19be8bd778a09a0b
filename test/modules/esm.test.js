'use strict';

const assert = require('node:assert');
const path = require('node:path');
const Module = require('node:module');

const fixtures = path.join(__dirname, 'fixtures');
const fixtureRequire = Module.createRequire(path.join(fixtures, 'noop.js'));

// require of an ES module.
const sync = require('./fixtures/esm/sync.mjs');
assert.strictEqual(sync.name, 'sync');
assert.strictEqual(sync.__esModule, true);
assert.strictEqual(typeof sync.default, 'function');
assert.strictEqual(require('./fixtures/esm/sync.mjs'), sync);
assert.strictEqual(fixtureRequire('esm-only').one, 1);
assert.strictEqual(require('./fixtures/esm/detected').default, 'detected');
assert.throws(() => require('./fixtures/esm/top_level_await.mjs'), {
  code: 'ERR_REQUIRE_ASYNC_MODULE',
});

async function main() {
  const { default: finished, main: isMain } = await import('./fixtures/esm/main.mjs');
  assert.strictEqual(finished, 'finished');
  assert.strictEqual(isMain, false);

  const { name } = await import('./fixtures/esm/sync.mjs');
  assert.strictEqual(name, 'sync');

  const { late } = await import('./fixtures/esm/top_level_await.mjs');
  assert.strictEqual(late, true);

  await assert.rejects(import('node:nothing'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
  await assert.rejects(import('http://localhost/x.mjs'), {
    code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME',
  });
  await assert.rejects(import('./fixtures'), { code: 'ERR_UNSUPPORTED_DIR_IMPORT' });
}

main().then(() => {
  process.exitCode = 0;
});
process.exitCode = 1;
