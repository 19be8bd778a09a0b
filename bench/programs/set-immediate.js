'use strict';

const { rate } = require('./measure');

const COUNT = 1000000;

rate(COUNT, () => new Promise((resolve) => {
  let left = COUNT;
  const next = () => {
    if (--left === 0) resolve();
    else setImmediate(next);
  };
  setImmediate(next);
}));
