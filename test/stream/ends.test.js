'use strict';

const assert = require('node:assert');
const { EventEmitter } = require('node:events');
const { PassThrough, Readable, Writable, compose, pipeline } = require('node:stream');

// A pipeline refuses a closed destination before it touches anything.
{
  const source = Readable.from(['a']);
  const closed = new Writable({ write() {} });
  closed.destroy();
  assert.throws(() => pipeline(source, closed, assert.fail), { code: 'ERR_STREAM_UNABLE_TO_PIPE' });
  assert.strictEqual(source.listenerCount('error'), 0);
}

// `then` of what a function returns is asked for once.
{
  let asked = 0;
  const result = {
    get then() {
      asked++;
      return (resolve) => resolve('value');
    },
  };
  pipeline(Readable.from(['a']), () => result, (err, value) => {
    assert.ifError(err);
    assert.deepStrictEqual([asked, value], [1, 'value']);
  });
}

// An emit calls whom it started with, whatever they add and remove meanwhile; the next one calls the others.
{
  const emitter = new EventEmitter();
  const log = [];
  const added = () => log.push('added');
  const removed = () => log.push('removed');
  emitter.on('x', () => {
    log.push('first');
    emitter.off('x', removed);
    emitter.on('x', added);
  });
  emitter.on('x', removed);
  emitter.emit('x');
  emitter.emit('x');
  assert.deepStrictEqual(log, ['first', 'removed', 'first', 'added']);
}

// Destruction during construction waits for it, and tells both errors.
{
  const late = new Error('late');
  const stream = new Readable({
    read() {},
    construct: (callback) => setImmediate(callback, new Error('construction')),
  });
  stream.destroy(late);
  stream.on('error', (err) => assert.strictEqual(err.errors?.length, 2));
}

// Several destinations: the source waits for the slowest.
{
  const source = Readable.from(['a', 'b', 'c']);
  const seen = [];
  const slow = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write(chunk, encoding, callback) {
      seen.push(`slow ${chunk}`);
      setImmediate(callback);
    },
  });
  const fast = new Writable({
    objectMode: true,
    write(chunk, encoding, callback) {
      seen.push(`fast ${chunk}`);
      callback();
    },
  });
  source.pipe(slow);
  source.pipe(fast);
  slow.on('finish', () => {
    assert.deepStrictEqual(seen, ['slow a', 'fast a', 'slow b', 'fast b', 'slow c', 'fast c']);
  });
}

// A composition is written to and read from like one stream.
{
  const chain = compose(new PassThrough(), async function* (chunks) {
    for await (const chunk of chunks) yield String(chunk).toUpperCase();
  });
  chain.end('text');
  chain.setEncoding('utf8').toArray().then((all) => assert.deepStrictEqual(all, ['TEXT']));
}
