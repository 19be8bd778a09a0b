'use strict';

const assert = require('node:assert');
const EventEmitter = require('node:events');

// Listeners added or removed by a listener do not change the emit under way.
{
  const calls = [];
  const e = new EventEmitter();
  const second = () => calls.push('second');
  e.on('x', () => {
    calls.push('first');
    e.removeListener('x', second);
    e.on('x', () => calls.push('late'));
  });
  e.on('x', second);
  e.emit('x');
  assert.deepStrictEqual(calls, ['first', 'second']);
}

// Any number of arguments arrives, and `this` is the emitter.
{
  const e = new EventEmitter();
  for (let n = 0; n <= 5; n++) {
    const args = Array.from({ length: n }, (_, i) => i);
    e.once('x', function(...got) {
      assert.strictEqual(this, e);
      assert.deepStrictEqual(got, args);
    });
    assert.strictEqual(e.emit('x', ...args), true);
  }
  assert.strictEqual(e.emit('x'), false);
}

// An unhandled 'error' throws what was emitted, or an error around it.
{
  const e = new EventEmitter();
  const boom = new Error('boom');
  assert.throws(() => e.emit('error', boom), boom);
  assert.throws(() => e.emit('error', { a: 1 }), {
    code: 'ERR_UNHANDLED_ERROR', message: 'Unhandled error. ({ a: 1 })', context: { a: 1 },
  });
}

// Rejections of async listeners become 'error' where that is asked for.
{
  const e = new EventEmitter({ captureRejections: true });
  const boom = new Error('boom');
  let seen;
  e.on('error', (err) => {
    seen = err;
  });
  e.on('x', async () => {
    throw boom;
  });
  e.emit('x');
  process.on('exit', () => assert.strictEqual(seen, boom));
}

// The static once() and on().
(async () => {
  const e = new EventEmitter();
  setImmediate(() => e.emit('x', 1, 2));
  assert.deepStrictEqual(await EventEmitter.once(e, 'x'), [1, 2]);

  setImmediate(() => {
    e.emit('y', 'a');
    e.emit('y', 'b');
    e.emit('end');
  });
  const got = [];
  for await (const [value] of EventEmitter.on(e, 'y', { close: ['end'] })) got.push(value);
  assert.deepStrictEqual(got, ['a', 'b']);

  const ac = new AbortController();
  ac.abort();
  await assert.rejects(EventEmitter.once(e, 'z', { signal: ac.signal }), { name: 'AbortError' });
})();
