'use strict';

const assert = require('node:assert');
const domain = require('node:domain');
const EventEmitter = require('node:events');
const fs = require('node:fs');

const outcomes = [];
const watch = (name) => domain.create().on('error', (error) => {
  outcomes.push(`${name}: ${error.message}`);
  assert.strictEqual(process.domain ?? null, null);
});

const d = watch('timer');
d.run(() => {
  assert.strictEqual(process.domain, d);
  assert.strictEqual(domain.active, d);
  setTimeout(() => { throw new Error('a'); }, 1);
});
assert.strictEqual(process.domain, undefined);

watch('tick').run(() => process.nextTick(() => { throw new Error('b'); }));
watch('promise').run(() => Promise.resolve().then(() => process.nextTick(() => { throw new Error('c'); })));
watch('rejection').run(() => Promise.reject(new Error('r')));
watch('file').run(() => fs.stat(__filename, () => { throw new Error('d'); }));

// Emitters belong to the domain they were made in, or were added to.
const own = watch('own');
const emitter = own.run(() => new EventEmitter());
assert.strictEqual(emitter.domain, own);
emitter.on('event', () => assert.strictEqual(process.domain, own));
emitter.emit('event');
assert.strictEqual(emitter.emit('error', new Error('e')), false);
const added = new EventEmitter();
assert.strictEqual(added.domain, null);
own.add(added);
added.emit('error', new Error('f'));
own.remove(added);
assert.strictEqual(own.members.length, 0);
assert.throws(() => added.emit('error', new Error('nobody')), { message: 'nobody' });

const bound = watch('bound');
assert.strictEqual(bound.bind((x) => [x, process.domain === bound].join())(1), '1,true');
assert.strictEqual(bound.intercept((x) => x)(null, 2), 2);
const failure = new Error('g');
bound.intercept(() => assert.fail())(failure);
assert.strictEqual(failure.domain, bound);
assert.strictEqual(failure.domainThrown, false);

// The handler's own exception goes to the domain around.
const outer = watch('outer');
outer.run(() => {
  const inner = domain.create();
  inner.on('error', () => { throw new Error('from inner'); });
  setImmediate(() => inner.run(() => { throw new Error('h'); }));
});

assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}), {
  code: 'ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE',
});

process.on('uncaughtException', (error) => outcomes.push(`process: ${error.message}`));
domain.create().run(() => setTimeout(() => { throw new Error('i'); }, 20));

process.on('exit', () => {
  assert.deepStrictEqual(outcomes.sort(), [
    'bound: g', 'file: d', 'own: e', 'own: f', 'process: i', 'promise: c', 'rejection: r', 'tick: b', 'timer: a', 'outer: from inner',
  ].sort());
});
