'use strict';

const { EventEmitter } = require('node:events');

const { rate } = require('./measure');

const COUNT = 1000000;
const emitter = new EventEmitter();
let total = 0;
emitter.on('coffee', (a, b) => {
  total += a + b;
});
emitter.on('coffee', (a) => {
  total -= a;
});

rate(COUNT, () => {
  for (let i = 0; i < COUNT; i++) {
    emitter.emit('coffee', i, 1);
  }
  if (total < 0) throw new Error('lost events');
});
