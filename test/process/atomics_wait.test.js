'use strict';

const assert = require('node:assert');

// The main thread may wait: packages sleep with this.
const cell = new Int32Array(new SharedArrayBuffer(4));
const start = performance.now();
assert.strictEqual(Atomics.wait(cell, 0, 0, 20), 'timed-out');
assert.ok(performance.now() - start >= 15);
assert.strictEqual(Atomics.wait(cell, 0, 1, 20), 'not-equal');
