'use strict';

// Asynchronous hooks, registered before the main module loads.

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { register } = require('node:module');
const path = require('node:path');

const fixture = (name) => path.join(__dirname, 'fixtures', 'hooks', name);
const printed = execFileSync(process.execPath, ['--import', fixture('register.mjs'), fixture('main.mjs')],
  { encoding: 'utf8', timeout: 30_000 });
assert.strictEqual(printed, 'all imported\n');

assert.throws(() => register('data:text/javascript,', { data: () => {} }), { name: 'DataCloneError' });
assert.throws(() => register('./missing.mjs', `file://${__dirname}/`), { code: 'ERR_MODULE_NOT_FOUND' });
