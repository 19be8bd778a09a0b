'use strict';

const { performance } = require('node:perf_hooks');

const settings = {
  warmup: Number(process.env.BENCH_WARMUP ?? 5) * 1000,
  measured: Number(process.env.BENCH_SECONDS ?? 3) * 1000,
};

function print(result) {
  console.log(JSON.stringify(result));
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/**
 * Runs `work` until warm, then goes on and prints the operations a second, from the median round.
 * @param {number} operations in one round
 * @param {() => void|Promise<void>} work one round
 */
async function rate(operations, work) {
  const times = [];
  let firstSecond = 0;
  const started = performance.now();
  for (let now = started; now < started + settings.warmup + settings.measured;) {
    const pending = work();
    if (pending) await pending;
    const after = performance.now();
    if (after < started + 1000) firstSecond += operations;
    if (now >= started + settings.warmup) times.push(after - now);
    now = after;
  }
  if (times.length === 0) times.push(settings.measured);
  print({ value: operations * 1000 / median(times), firstSecond });
}

module.exports = { rate, print };
