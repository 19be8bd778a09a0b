'use strict';

// A timer that is started when the last one has run, by its ticks or microtasks, keeps the process alive.

const assert = require('node:assert');
const { setTimeout: sleep } = require('node:timers/promises');

const ran = [];

function fromTick(left) {
  setTimeout(() => {
    ran.push(`tick ${left}`);
    if (left > 0) process.nextTick(fromTick, left - 1);
    else fromPromise(2);
  }, 1);
}

async function fromPromise(times) {
  for (let i = 0; i < times; i++) {
    await sleep(1);
    ran.push(`promise ${i}`);
  }
}

fromTick(2);

process.on('exit', () => {
  assert.deepStrictEqual(ran, ['tick 2', 'tick 1', 'tick 0', 'promise 0', 'promise 1']);
});
