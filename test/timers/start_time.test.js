'use strict';

// A timer's delay counts from when it is made, however long the script ran before.
const assert = require('node:assert');

const begin = process.hrtime.bigint();
while (process.hrtime.bigint() - begin < 80_000_000n);

const start = process.hrtime.bigint();
setTimeout(() => {
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  assert(elapsed >= 48, `fired after ${elapsed} ms`);
}, 50);
