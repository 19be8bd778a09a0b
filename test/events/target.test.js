'use strict';

const assert = require('node:assert');

{
  const target = new EventTarget();
  const calls = [];
  const listener = { handleEvent(event) {
    assert.strictEqual(this, listener);
    assert.strictEqual(event.currentTarget, target);
    calls.push('object');
  } };
  target.addEventListener('x', listener);
  target.addEventListener('x', listener);
  target.addEventListener('x', () => calls.push('once'), { once: true });
  const event = new Event('x', { cancelable: true });
  assert.strictEqual(target.dispatchEvent(event), true);
  assert.strictEqual(event.currentTarget, null);
  assert.strictEqual(event.target, target);
  target.dispatchEvent(new Event('x'));
  assert.deepStrictEqual(calls, ['object', 'once', 'object']);
}

{
  const target = new EventTarget();
  target.addEventListener('x', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  target.addEventListener('x', () => assert.fail('stopped'));
  assert.strictEqual(target.dispatchEvent(new Event('x', { cancelable: true })), false);
}

// Signals made of others abort before their listeners hear of it.
{
  const a = new AbortController();
  const any = AbortSignal.any([a.signal, new AbortController().signal]);
  const seen = [];
  a.signal.addEventListener('abort', () => seen.push(any.aborted));
  any.onabort = () => seen.push('any');
  a.abort('why');
  assert.deepStrictEqual(seen, [true, 'any']);
  assert.strictEqual(any.reason, 'why');
  assert.throws(() => any.throwIfAborted(), (err) => err === 'why');
}

{
  const signal = AbortSignal.timeout(5);
  const alive = setTimeout(() => {}, 2000);
  signal.onabort = () => {
    assert.strictEqual(signal.reason.name, 'TimeoutError');
    clearTimeout(alive);
  };
}

{
  // What `returnValue` is set to counts as long as it prevents something.
  const event = new Event('x', { cancelable: true });
  event.returnValue = true;
  assert.strictEqual(event.defaultPrevented, false);
  event.returnValue = false;
  event.returnValue = true;
  assert.deepStrictEqual([event.returnValue, event.defaultPrevented], [false, true]);
  const lasting = new Event('x');
  lasting.returnValue = false;
  assert.strictEqual(lasting.returnValue, true);
  assert.strictEqual(Object.getOwnPropertyDescriptor(Event.prototype, 'isTrusted').configurable, false);
}

{
  const names = [];
  for (const name in new AbortController().signal) names.push(name);
  assert.deepStrictEqual(names, ['aborted', 'onabort', 'addEventListener', 'removeEventListener', 'dispatchEvent']);
}

{
  // A passive listener prevents nothing, the next one can.
  const target = new EventTarget();
  const seen = [];
  const prevent = (event) => {
    event.preventDefault();
    seen.push(event.defaultPrevented);
  };
  target.addEventListener('x', prevent, { passive: true });
  assert.strictEqual(target.dispatchEvent(new Event('x', { cancelable: true })), true);
  target.addEventListener('x', (event) => prevent(event));
  assert.strictEqual(target.dispatchEvent(new Event('x', { cancelable: true })), false);
  assert.deepStrictEqual(seen, [false, false, true]);
}
