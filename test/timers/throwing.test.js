'use strict';

// Callbacks behind one that throws still run.
const assert = require('node:assert');

const log = [];
process.on('uncaughtException', (err) => log.push(err.message));
process.on('unhandledRejection', (reason) => log.push(reason));

setTimeout(() => {
  throw new Error('timeout');
}, 1);
setTimeout(() => log.push('timeout behind'), 1);
setTimeout(() => {
  setImmediate(() => {
    throw new Error('immediate');
  });
  setImmediate(() => log.push('immediate behind'));
  queueMicrotask(() => {
    throw new Error('microtask');
  });
  queueMicrotask(() => log.push('microtask behind'));
  Promise.reject('rejection');
}, 20);

process.on('exit', () => {
  assert.deepStrictEqual(log, [
    'timeout', 'timeout behind', 'microtask', 'microtask behind', 'rejection', 'immediate', 'immediate behind',
  ]);
});
