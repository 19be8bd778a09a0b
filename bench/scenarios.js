'use strict';

const { setTimeout: sleep } = require('node:timers/promises');

const { Server, peakMemory, runProgram, timeProcess } = require('./programs');

/**
 * A scenario measures one runtime once. `figures` says what the numbers of `run` are and which way
 * is better; `rounds` is how many times each runtime takes its turn, always so many if `isBrief`. What must be warm first is
 * started once by `open`, whose result `run` gets in each of its turns and `close` at the end.
 * @typedef {{name: string, rounds: number, isBrief?: boolean, figures: Record<string, {title: string, unit: string,
 *   better: 'more'|'less', digits?: number}>, open?: Function, run: Function, close?: Function}} Scenario
 */

const http = (name, program, path) => ({
  name,
  rounds: 7,
  isBrief: true,
  figures: {
    rps: { title: `${name}, requests/s`, unit: '', better: 'more' },
    p50: { title: `${name}, p50`, unit: 'ms', better: 'less', digits: 2 },
    p99: { title: `${name}, p99`, unit: 'ms', better: 'less', digits: 2 },
  },
  async open(runtime, { load, warmup }) {
    const server = await Server.start(runtime, program);
    await load.run({ port: server.port, path, seconds: 12 * warmup });
    // What waits for its turn takes no processor time from the others, not even to compile.
    server.pause();
    return server;
  },
  async run(server, { load, seconds }) {
    server.resume();
    try {
      const result = await load.run({ port: server.port, path, warmup: 1, seconds });
      return { rps: result.rps, p50: result.p50 / 1000, p99: result.p99 / 1000 };
    } finally {
      server.pause();
    }
  },
  close(server) {
    server.resume();
    return server.stop();
  },
});

const inProcess = (name, program, unit, { firstSecond = false } = {}) => ({
  name,
  rounds: 3,
  figures: {
    value: { title: name, unit, better: 'more', digits: 1 },
    ...(firstSecond && {
      firstSecond: { title: `${name}, done in the first second`, unit: '', better: 'more' },
    }),
  },
  async run(runtime, { seconds, warmup }) {
    const environment = { BENCH_WARMUP: String(warmup), BENCH_SECONDS: String(seconds) };
    return JSON.parse(await runProgram(runtime, program, environment));
  },
});

const hello = {
  name: 'hello world',
  rounds: 11,
  isBrief: true,
  figures: {
    milliseconds: { title: 'hello world, wall', unit: 'ms', better: 'less' },
    megabytes: { title: 'hello world, peak RSS', unit: 'MB', better: 'less' },
  },
  run: async (runtime) => ({
    milliseconds: await timeProcess(runtime, 'hello.js'),
    megabytes: await peakMemory(runtime, 'hello.js'),
  }),
};

const warmUp = {
  name: 'warm-up',
  rounds: 3,
  figures: {
    start: { title: 'HTTP server, start to listening', unit: 's', better: 'less', digits: 2 },
    ninety: { title: 'HTTP hello, start to 90 % of its peak', unit: 's', better: 'less', digits: 1 },
    early: { title: 'HTTP hello, answers in the first 5 s of load', unit: '', better: 'more' },
  },
  async run(runtime, { load, warmup }) {
    const started = performance.now();
    const server = await Server.start(runtime, 'http-hello.js');
    const start = (performance.now() - started) / 1000;
    try {
      const { curve } = await load.run({ port: server.port, seconds: 4 * warmup + 5 });
      const early = curve.slice(0, 50).reduce((sum, count) => sum + count, 0);
      return { start, ninety: start + secondsToNinety(curve), early };
    } finally {
      await server.stop();
    }
  },
};

/** When a sliding second first reaches 90 % of the best such second. */
function secondsToNinety(curve) {
  const seconds = [];
  for (let i = 0; i + 10 <= curve.length; i++) {
    seconds.push(curve.slice(i, i + 10).reduce((sum, count) => sum + count, 0));
  }
  const peak = Math.max(...seconds);
  return seconds.findIndex((count) => count >= 0.9 * peak) / 10;
}

const memory = {
  name: 'memory',
  rounds: 1,
  figures: {
    idle: { title: 'idle HTTP server, RSS', unit: 'MB', better: 'less' },
    quarter: { title: 'after 250,000 requests, RSS', unit: 'MB', better: 'less' },
    million: { title: 'after 1,000,000 requests, RSS', unit: 'MB', better: 'less' },
    cpu: { title: 'idle again, processor over 10 s', unit: '%', better: 'less', digits: 2 },
  },
  async run(runtime, { load, quick }) {
    const requests = quick ? 40000 : 1000000;
    const server = await Server.start(runtime, 'http-hello.js');
    try {
      await sleep(3000);
      const idle = server.rss();
      await load.run({ port: server.port, seconds: 600, requests: requests / 4 });
      const quarter = server.rss();
      await load.run({ port: server.port, seconds: 600, requests: requests * 3 / 4 });
      const million = server.rss();
      await sleep(quick ? 3000 : 20000);
      const before = server.cpuSeconds();
      await sleep(10000);
      return { idle, quarter, million, cpu: (server.cpuSeconds() - before) * 10 };
    } finally {
      await server.stop();
    }
  },
};

/** @type {Scenario[]} */
const scenarios = [
  hello,
  http('HTTP hello', 'http-hello.js', '/'),
  http('Express JSON', 'express-json.js', '/users/42'),
  warmUp,
  memory,
  inProcess('fs.readFile of 1 KiB files', 'read-files.js', 'files/s'),
  inProcess('file to file stream copy', 'copy-stream.js', 'MiB/s'),
  inProcess('setImmediate', 'set-immediate.js', '/s'),
  inProcess('EventEmitter.emit', 'emitter.js', '/s'),
  inProcess('JSON round trips of 1,000 rows', 'json.js', '/s'),
  ...['nbody', 'trees', 'permutations', 'matrix', 'words', 'interpreter'].map((kernel) =>
    inProcess(`CPU: ${kernel}`, `cpu/${kernel}.js`, '/s', { firstSecond: true })),
];

module.exports = { scenarios };
