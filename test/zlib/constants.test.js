'use strict';

// Before there was `zlib.constants`, they were on the module itself; old packages look there.

const assert = require('node:assert');
const zlib = require('node:zlib');

assert.strictEqual(zlib.Z_BEST_COMPRESSION, 9);
assert.strictEqual(zlib.Z_SYNC_FLUSH, zlib.constants.Z_SYNC_FLUSH);
assert.strictEqual(zlib.BROTLI_PARAM_MODE, undefined);
assert.ok(!Object.keys(zlib).includes('Z_BEST_COMPRESSION'));
assert.strictEqual(require('node:assert').ok, assert);
assert.throws(() => { zlib.constants.Z_OK = 1; }, TypeError);
assert.throws(() => { zlib.codes.Z_OK = 1; }, TypeError);
