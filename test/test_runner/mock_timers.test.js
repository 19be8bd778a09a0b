'use strict';

const assert = require('node:assert');
const { mock } = require('node:test');
const timers = require('node:timers');
const promises = require('node:timers/promises');

const real = { setTimeout, setImmediate, Date };
const { timers: clock } = mock;

assert.throws(() => clock.tick(1), {
  code: 'ERR_INVALID_STATE', message: 'Invalid state: You should enable MockTimers first by calling the .enable function',
});
assert.throws(() => clock.enable({ apis: ['x'] }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => clock.enable({ apis: [1] }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => clock.enable({ now: -1 }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => clock.enable({ now: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
clock.reset();

async function main() {
  clock.enable();
  assert.throws(() => clock.enable(), { code: 'ERR_INVALID_STATE' });
  assert.strictEqual(timers.setTimeout, setTimeout);
  const order = [];
  const note = (name) => order.push(`${name} ${Date.now()}`);
  setTimeout(note, 20, 'late');
  setTimeout(note, 10, 'first');
  timers.setTimeout(note, 10, 'second');
  clearTimeout(setTimeout(note, 5, 'cleared'));
  const interval = setInterval(note, 15, 'interval');
  setImmediate(note, 'immediate');
  clock.tick(0);
  clock.tick(10);
  clock.tick(20);
  clearInterval(interval);
  assert.deepStrictEqual(
    order, ['immediate 0', 'first 10', 'second 10', 'interval 30', 'late 30', 'interval 30']);

  const timer = setTimeout(() => {}, 1000);
  assert.strictEqual(timer.hasRef(), true);
  assert.strictEqual(timer.unref().refresh().ref(), timer);
  clock.runAll();
  assert.strictEqual(Date.now(), 1030);
  clock.setTime(500);
  assert.strictEqual(new Date().getTime(), 500);
  assert.strictEqual(new Date(7).getTime(), 7);
  assert.ok(new Date() instanceof Date && new Date() instanceof real.Date);
  assert.strictEqual(Date.toString(), 'function Date() { [native code] }');

  const promised = [promises.setTimeout(50, 'a'), promises.scheduler.wait(50)];
  const controller = new AbortController();
  const aborted = promises.setTimeout(50, 'c', { signal: controller.signal });
  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
  clock.tick(50);
  assert.deepStrictEqual(await Promise.all(promised), ['a', undefined]);
  const each = promises.setInterval(10, 'v');
  const next = [each.next(), each.next()];
  clock.tick(20);
  assert.deepStrictEqual(await Promise.all(next), [{ done: false, value: 'v' }, { done: false, value: 'v' }]);
  assert.deepStrictEqual(await each.return(), { done: true, value: undefined });

  clock.reset();
  assert.strictEqual(setTimeout, real.setTimeout);
  assert.strictEqual(timers.setTimeout, real.setTimeout);
  assert.strictEqual(setImmediate, real.setImmediate);
  assert.strictEqual(Date, real.Date);

  clock.enable({ apis: ['Date'], now: new Date(5) });
  assert.strictEqual(setTimeout, real.setTimeout);
  assert.strictEqual(Date.now(), 5);
  clock[Symbol.dispose]();
}

main();
