'use strict';

const assert = require('node:assert');
const { scheduler, setTimeout: delay } = require('node:timers/promises');

const log = [];

setTimeout(() => log.push('timeout 1'), 1);
setTimeout(() => {
  log.push('timeout 2');
  process.nextTick(() => log.push('tick of timeout'));
  Promise.resolve().then(() => log.push('microtask of timeout'));
}, 1);
setTimeout(() => log.push('timeout 3'), 1);
process.nextTick(() => log.push('tick'));
Promise.resolve().then(() => log.push('microtask'));
queueMicrotask(() => log.push('queueMicrotask'));
log.push('main');

setTimeout(() => {
  assert.deepStrictEqual(log, [
    'main', 'tick', 'microtask', 'queueMicrotask', 'timeout 1', 'timeout 2', 'tick of timeout', 'microtask of timeout',
    'timeout 3',
  ]);
  immediates();
}, 50);

function immediates() {
  const order = [];
  const cleared = setImmediate(() => order.push('cleared'));
  setImmediate(() => {
    order.push('immediate 1');
    process.nextTick(() => order.push('tick'));
    setImmediate(() => {
      order.push('next turn');
      assert.deepStrictEqual(order, ['immediate 1', 'tick', 'immediate 2', 'next turn']);
    });
  });
  setImmediate(() => order.push('immediate 2'));
  clearImmediate(cleared);
}

// A number stands for its timer.
clearTimeout(+setTimeout(() => assert.fail('cleared'), 1));

// An interval stops itself; refresh() starts a timeout over.
let turns = 0;
const interval = setInterval(() => {
  if (++turns === 3) clearInterval(interval);
}, 1);
const refreshed = setTimeout(() => {}, 10);
assert.strictEqual(refreshed.refresh(), refreshed);
setTimeout(() => assert.fail('unreferenced'), 60_000).unref();

(async () => {
  assert.strictEqual(await delay(1, 'value'), 'value');
  await scheduler.yield();
  const ac = new AbortController();
  const waiting = scheduler.wait(10_000, { signal: ac.signal });
  ac.abort();
  await assert.rejects(waiting, { name: 'AbortError', code: 'ABORT_ERR' });
})();

process.on('exit', () => assert.strictEqual(turns, 3));
