'use strict';

const assert = require('node:assert');
const http = require('node:http');

const { port1 } = new MessageChannel();
port1.close();

// http has the globals of the same names.
assert.strictEqual(http.CloseEvent, CloseEvent);
assert.strictEqual(http.MessageEvent, MessageEvent);

// CloseEvent.
{
  const event = new CloseEvent('close', { wasClean: 1, code: '1001', reason: 7, cancelable: true });
  assert.ok(event instanceof Event);
  assert.deepStrictEqual(
    [event.type, event.wasClean, event.code, event.reason, event.cancelable], ['close', true, 1001, '7', true],
  );
  assert.deepStrictEqual([65537, 1.9, NaN].map((code) => new CloseEvent('x', { code }).code), [1, 1, 0]);
  const { wasClean, code, reason } = new CloseEvent('x', null);
  assert.deepStrictEqual({ wasClean, code, reason }, { wasClean: false, code: 0, reason: '' });
  assert.strictEqual(String(event), '[object CloseEvent]');
  assert.deepStrictEqual(Object.keys(CloseEvent.prototype), ['wasClean', 'code', 'reason']);
  assert.throws(() => new CloseEvent(), {
    name: 'TypeError', message: 'CloseEvent constructor: 1 argument required, but 0 found.',
  });
  assert.throws(() => new CloseEvent('x', 1), TypeError);
  assert.throws(() => CloseEvent.prototype.code, { code: 'ERR_INVALID_THIS', message: 'Illegal invocation' });
}

// MessageEvent checks its ports.
{
  const { source, ports, data } = new MessageEvent('message', { source: port1, ports: new Set([port1]), data: 0 });
  assert.strictEqual(source, port1);
  assert.deepStrictEqual([ports.length, ports[0] === port1, Object.isFrozen(ports)], [1, true, true]);
  assert.strictEqual(data, 0);
  const text = 'MessageEvent constructor: ';
  for (const [args, message] of [
    [[], '1 argument required, but 0 found.'],
    [[Symbol('x')], 'type is a symbol, which cannot be converted to a DOMString.'],
    [['x', 'y'], 'Expected y to be one of: Null, Undefined, Object.'],
    [['x', { source: {} }], 'Expected eventInitDict.source ("{}") to be an instance of MessagePort.'],
    [['x', { ports: [port1, 2] }], 'Expected eventInitDict.ports[1] ("2") to be an instance of MessagePort.'],
    [['x', { ports: null }], 'eventInitDict.ports (null) is not iterable.'],
  ]) {
    assert.throws(() => new MessageEvent(...args), { name: 'TypeError', message: text + message });
  }
  assert.throws(() => MessageEvent.prototype.data, { code: 'ERR_INVALID_THIS' });
}

// initMessageEvent leaves its own event alone and makes another one.
{
  const event = new MessageEvent('first', { data: 1 });
  const other = event.initMessageEvent('second', true, true, 2, 'origin', 'id', port1, [port1]);
  assert.deepStrictEqual([event.type, event.data, event.bubbles], ['first', 1, false]);
  assert.deepStrictEqual(
    [other.type, other.bubbles, other.cancelable, other.data, other.origin, other.lastEventId],
    ['second', true, true, 2, 'origin', 'id'],
  );
  assert.strictEqual(other.source, port1);
  assert.strictEqual(other.ports[0], port1);
  assert.throws(() => event.initMessageEvent(), {
    message: 'MessageEvent.initMessageEvent: 1 argument required, but 0 found.',
  });
}
