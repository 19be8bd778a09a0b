'use strict';

// Callbacks that take longer than the next timer's wait must not keep the loop in its timers phase.

const assert = require('node:assert');

function busy(msecs) {
  const end = Date.now() + msecs;
  while (Date.now() < end);
}

const order = [];
setTimeout(() => {
  order.push('first');
  busy(300);
  setImmediate(() => order.push('immediate'));
}, 1);
setTimeout(() => order.push('due meanwhile'), 200);

setTimeout(() => {
  assert.deepStrictEqual(order, ['first', 'immediate', 'due meanwhile']);
  slowInterval();
}, 1000);

function slowInterval() {
  let runs = 0;
  let immediates = 0;
  const interval = setInterval(() => {
    busy(15);
    setImmediate(() => { immediates++; });
    if (++runs < 5) return;
    clearInterval(interval);
    assert.strictEqual(immediates, 4);
  }, 5);
}
