'use strict';

// `node:sea` outside of a single executable application

const assert = require('node:assert');
const sea = require('node:sea');

assert.deepStrictEqual(Object.keys(sea), ['isSea', 'getAsset', 'getRawAsset', 'getAssetAsBlob', 'getAssetKeys']);
assert.strictEqual(sea.isSea(), false);
const notInSea = { name: 'Error', code: 'ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION' };
for (const ask of [
  () => sea.getAsset('a'), () => sea.getAsset('a', 'utf8'), () => sea.getRawAsset('a'), () => sea.getAssetAsBlob('a'),
  () => sea.getAssetKeys(),
]) {
  assert.throws(ask, notInSea);
}
assert.throws(() => sea.getAsset(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => sea.getAsset('a', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => require('sea'), { code: 'MODULE_NOT_FOUND' });
