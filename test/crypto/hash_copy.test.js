'use strict';

const assert = require('node:assert');
const { createHash } = require('node:crypto');

// A copy of an extendable hash has the usual length again.
const hash = createHash('shake256', { outputLength: 4 });
assert.strictEqual(hash.copy().digest().length, 32);
assert.strictEqual(hash.copy({ outputLength: 8 }).digest().length, 8);
assert.strictEqual(hash.digest().length, 4);
