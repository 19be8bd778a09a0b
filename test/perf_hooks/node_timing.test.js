'use strict';

// When the process reached what, and how its loop spends the time.

const assert = require('node:assert');
const fs = require('node:fs');
const { PerformanceEntry, eventLoopUtilization, performance } = require('node:perf_hooks');

const { nodeTiming } = performance;
const begun = performance.now();

assert.ok(nodeTiming instanceof PerformanceEntry);
assert.deepStrictEqual(Object.keys(nodeTiming), [
  'name', 'entryType', 'startTime', 'duration', 'nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit',
  'bootstrapComplete', 'idleTime', 'uvMetricsInfo',
]);
assert.strictEqual(nodeTiming.startTime, 0);
const { writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(nodeTiming, 'name');
assert.deepStrictEqual([writable, configurable, enumerable], [false, true, true]);

// Each step comes after the one before.
let last = 0;
for (const step of ['nodeStart', 'v8Start', 'environment', 'bootstrapComplete']) {
  assert.ok(nodeTiming[step] > last, step);
  last = nodeTiming[step];
}
assert.ok(last < begun);
assert.strictEqual(nodeTiming.loopStart, -1);
assert.strictEqual(nodeTiming.loopExit, -1);
assert.strictEqual(nodeTiming.idleTime, 0);
assert.deepStrictEqual(eventLoopUtilization(), { idle: 0, active: 0, utilization: 0 });
assert.deepStrictEqual(nodeTiming.uvMetricsInfo, { loopCount: 0, events: 0, eventsWaiting: 0 });
assert.strictEqual('uvMetricsInfo' in JSON.parse(JSON.stringify(nodeTiming)), false);

function work(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

setImmediate(() => {
  assert.strictEqual(nodeTiming.uvMetricsInfo.loopCount, 1);
  assert.ok(nodeTiming.loopStart > last);
  const { events } = nodeTiming.uvMetricsInfo;
  fs.stat(__filename, () => {
    setImmediate(() => {
      assert.ok(nodeTiming.uvMetricsInfo.events > events);
      sleep();
    });
  });
});

function sleep() {
  const before = eventLoopUtilization();
  setTimeout(() => {
    const slept = eventLoopUtilization(before);
    assert.ok(slept.idle > 50, `idle ${slept.idle}`);
    const { idleTime } = nodeTiming;
    work(50);
    // What callbacks do is no idle time, wherever they were called from.
    assert.strictEqual(nodeTiming.idleTime, idleTime);
    listen();
  }, 100);
}

function listen() {
  const server = require('node:net').createServer((socket) => {
    socket.once('data', () => {
      const { idleTime } = nodeTiming;
      work(100);
      setImmediate(() => {
        assert.ok(nodeTiming.idleTime - idleTime < 50, 'a callback of a socket counts as idle');
        socket.end();
        server.close();
      });
    });
  });
  server.listen(0, () => require('node:net').connect(server.address().port).resume().write('x'));
}

process.on('beforeExit', () => assert.strictEqual(nodeTiming.loopExit, -1));
process.on('exit', () => assert.ok(nodeTiming.loopExit > nodeTiming.loopStart));
