'use strict';

const assert = require('node:assert');
const { Duplex, PassThrough, Readable, Transform, Writable, finished, pipeline } = require('node:stream');
const { pipeline: pipelinePromise } = require('node:stream/promises');
const { text } = require('node:stream/consumers');

// The order of a Writable's events and callbacks.
{
  const log = [];
  const w = new Writable({
    highWaterMark: 2,
    write(chunk, encoding, cb) {
      log.push(`write ${chunk}`);
      setImmediate(cb);
    },
    final(cb) {
      log.push('final');
      cb();
    },
  });
  assert.strictEqual(w.write('ab', () => log.push('written')), false);
  w.on('drain', () => {
    log.push('drain');
    w.end(() => log.push('ended'));
  });
  for (const name of ['prefinish', 'finish', 'close']) w.on(name, () => log.push(name));
  process.on('exit', () => {
    assert.deepStrictEqual(log, [
      'write ab', 'drain', 'final', 'prefinish', 'written', 'ended', 'finish', 'close',
    ]);
  });
}

// Back-pressure: a slow destination pauses its source.
{
  let pushed = 0;
  const source = new Readable({
    highWaterMark: 4,
    read() {
      this.push(++pushed <= 20 ? Buffer.alloc(4) : null);
    },
  });
  let received = 0;
  const slow = new Writable({
    highWaterMark: 4,
    write(chunk, encoding, cb) {
      received += chunk.length;
      assert.ok(pushed * 4 - received <= 16, 'the source runs ahead');
      setImmediate(cb);
    },
  });
  source.pipe(slow).on('finish', () => assert.strictEqual(received, 80));
}

// read(n) and unshift() across chunk borders.
{
  const r = new Readable({ read() {} });
  r.push('abc');
  r.push('def');
  r.push(null);
  r.once('readable', () => {
    assert.strictEqual(String(r.read(4)), 'abcd');
    r.unshift(Buffer.from('xy'));
    assert.strictEqual(String(r.read()), 'xyef');
  });
}

// A failure anywhere destroys all of a pipeline.
{
  const boom = new Error('boom');
  const source = new PassThrough();
  const failing = new Transform({ transform: (chunk, encoding, cb) => cb(boom) });
  const sink = new PassThrough();
  pipeline(source, failing, sink, (err) => {
    assert.strictEqual(err, boom);
    assert.ok(source.destroyed && sink.destroyed);
  });
  source.write('x');
}

// A stream destroyed early was not finished.
{
  const r = new Readable({ read() {} });
  finished(r, (err) => assert.strictEqual(err.code, 'ERR_STREAM_PREMATURE_CLOSE'));
  r.destroy();
}

(async () => {
  const doubled = await Readable.from([1, 2, 3, 4]).filter((n) => n > 1).map(async (n) => n * 2).take(2).toArray();
  assert.deepStrictEqual(doubled, [4, 6]);

  const value = await pipelinePromise(
    Readable.from(['a', 'b']),
    async function* (source) {
      for await (const chunk of source) yield chunk.toUpperCase();
    },
    async (source) => text(source),
  );
  assert.strictEqual(value, 'AB');

  assert.strictEqual(await text(Readable.toWeb(Readable.from([Buffer.from('web')]))), 'web');
  const echo = Duplex.from(async function* (source) {
    yield* source;
  });
  echo.end('echo');
  assert.strictEqual(await text(echo), 'echo');
})();
