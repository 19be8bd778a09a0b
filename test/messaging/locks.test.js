'use strict';

const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');

const { locks } = navigator;
const notSupported = { name: 'NotSupportedError' };

/** A lock that is held until `release` is called. */
function hold(name, options = {}) {
  const { promise, resolve } = Promise.withResolvers();
  return { release: resolve, done: locks.request(name, options, () => promise) };
}

const briefly = async ({ held, pending }) => [held, pending].map((list) => list.map(({ name, mode }) => `${name} ${mode}`));

async function grantsInOrder() {
  const log = [];
  const enter = (name) => async () => {
    log.push(name);
    await null;
    log.push(`${name} ends`);
    return name;
  };
  const all = [
    locks.request('order', enter('first')),
    locks.request('order', { mode: 'shared' }, enter('a')),
    locks.request('order', { mode: 'shared' }, enter('b')),
    locks.request('order', enter('last')),
    locks.request('order', { mode: 'shared' }, enter('c')),
  ];
  // What is free is granted at once.
  assert.deepStrictEqual(log, ['first']);
  assert.deepStrictEqual(await Promise.all(all), ['first', 'a', 'b', 'last', 'c']);
  assert.deepStrictEqual(log, [
    'first', 'first ends', 'a', 'b', 'a ends', 'b ends', 'last', 'last ends', 'c', 'c ends',
  ]);
}

async function lists() {
  const holder = hold('listed');
  const waiting = locks.request('listed', { mode: 'shared' }, () => {});
  const state = await locks.query();
  assert.strictEqual(state.held[0].clientId, `node-${process.pid}-0`);
  assert.deepStrictEqual(await briefly(state), [['listed exclusive'], ['listed shared']]);
  holder.release('value');
  assert.strictEqual(await holder.done, 'value');
  await waiting;
  assert.deepStrictEqual(await locks.query(), { held: [], pending: [] });
}

async function doesNotWait() {
  const holder = hold('busy');
  assert.strictEqual(await locks.request('busy', { ifAvailable: true }, (lock) => lock), null);
  holder.release();
  await holder.done;
  assert.strictEqual(await locks.request('busy', { ifAvailable: true }, ({ name }) => name), 'busy');
}

async function steals() {
  const holder = hold('coveted');
  const waiting = locks.request('coveted', () => 'waited');
  const thief = locks.request('coveted', { steal: true }, ({ mode }) => mode);
  await assert.rejects(holder.done, { name: 'AbortError', message: 'The operation was aborted' });
  assert.strictEqual(await thief, 'exclusive');
  assert.strictEqual(await waiting, 'waited');
  holder.release();
}

async function aborts() {
  const holder = hold('aborted', { mode: 'shared' });
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = locks.request('aborted', { signal }, assert.fail);
  // It waits only for the one that waits before it.
  const behind = locks.request('aborted', { mode: 'shared' }, () => 'came');
  controller.abort('enough');
  await assert.rejects(waiting, (reason) => reason === 'enough');
  assert.strictEqual(await behind, 'came');
  holder.release();
  await holder.done;
  await assert.rejects(locks.request('aborted', { signal }, assert.fail), (reason) => reason === 'enough');

  // Nothing is granted before who calls can abort.
  const sudden = new AbortController();
  const never = locks.request('aborted', { signal: sudden.signal }, assert.fail);
  sudden.abort();
  await assert.rejects(never, { name: 'AbortError' });

  // Who holds a lock is not disturbed.
  const later = new AbortController();
  const result = await locks.request('aborted', { signal: later.signal }, async () => {
    later.abort();
    return 'kept';
  });
  assert.strictEqual(result, 'kept');
}

async function releasesAfterErrors() {
  await assert.rejects(locks.request('failing', () => { throw new RangeError('now'); }), RangeError);
  await assert.rejects(locks.request('failing', async () => { throw new RangeError('later'); }), RangeError);
  assert.strictEqual(await locks.request('failing', () => 'free'), 'free');
}

async function keepsContext() {
  const storage = new AsyncLocalStorage();
  const holder = hold('context');
  const seen = storage.run('mine', () => locks.request('context', () => storage.getStore()));
  storage.run('other', holder.release);
  assert.strictEqual(await seen, 'mine');
}

async function checksArguments() {
  const rejects = (args, error) => assert.rejects(locks.request(...args), error);
  const callback = () => {};
  await rejects(['x'], { code: 'ERR_INVALID_ARG_TYPE' });
  await rejects(['x', 1, callback], { code: 'ERR_INVALID_ARG_TYPE', message: 'Value cannot be converted to a dictionary' });
  await rejects([Symbol('x'), callback], { code: 'ERR_INVALID_ARG_VALUE' });
  await rejects(['x', { mode: 'none' }, callback], { code: 'ERR_INVALID_ARG_VALUE' });
  await rejects(['x', { signal: {} }, callback], { code: 'ERR_INVALID_ARG_TYPE' });
  await rejects(['-x', callback], notSupported);
  await rejects(['x', { steal: true, ifAvailable: true }, callback], notSupported);
  await rejects(['x', { steal: true, mode: 'shared' }, callback], notSupported);
  await rejects(['x', { steal: true, signal: new AbortController().signal }, callback], notSupported);
  const lock = await locks.request('x', (it) => it);
  assert.strictEqual(String(lock), '[object Lock]');
  assert.throws(() => new lock.constructor(), TypeError);
  assert.throws(() => new locks.constructor(), TypeError);
  assert.strictEqual(String(locks), '[object LockManager]');
}

async function main() {
  await grantsInOrder();
  await lists();
  await doesNotWait();
  await steals();
  await aborts();
  await releasesAfterErrors();
  await keepsContext();
  await checksArguments();
}

let ended = false;
main().then(() => { ended = true; });
process.on('exit', () => assert.ok(ended));
