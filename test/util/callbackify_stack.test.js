'use strict';

const assert = require('node:assert');
const { callbackify } = require('node:util');

// The error that stands for a falsy reason was made by nobody's code; its stack begins where the callback runs.
callbackify(() => Promise.reject(0))((error) => {
  assert.strictEqual(error.code, 'ERR_FALSY_VALUE_REJECTION');
  assert.match(error.stack.split('\n')[1], /^ {4}at process\.processTicksAndRejections /);
});

process.nextTick(() => {
  assert.match(new Error().stack.split('\n')[2], /^ {4}at process\.processTicksAndRejections /);
});
