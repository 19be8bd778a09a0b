'use strict';

// Streams change their owner in messages; what flows, ends or fails does so on the other side.

const assert = require('node:assert');

async function main() {
  const keepAlive = setTimeout(() => {}, 60_000);
  const source = new ReadableStream({
    start(controller) {
      for (const chunk of ['a', { b: 1 }, new Uint8Array([2])]) controller.enqueue(chunk);
      controller.close();
    },
  });
  const readable = structuredClone(source, { transfer: [source] });
  assert.ok(source.locked);
  assert.strictEqual(Object.getPrototypeOf(readable), ReadableStream.prototype);
  assert.deepStrictEqual(await Array.fromAsync(readable), ['a', { b: 1 }, new Uint8Array([2])]);
  const locked = new ReadableStream();
  locked.getReader();
  assert.throws(() => structuredClone(locked, { transfer: [locked] }), { name: 'DataCloneError' });
  const unlisted = new ReadableStream();
  assert.throws(() => structuredClone(unlisted), { name: 'DataCloneError' });

  const failing = new ReadableStream({
    pull(controller) {
      controller.error(new RangeError('no more'));
    },
  });
  const failed = structuredClone(failing, { transfer: [failing] });
  await assert.rejects(failed.getReader().read(), { name: 'RangeError', message: 'no more' });

  const written = [];
  const closed = Promise.withResolvers();
  const sink = new WritableStream({ write: (chunk) => written.push(chunk), close: closed.resolve });
  const writable = structuredClone(sink, { transfer: [sink] });
  const writer = writable.getWriter();
  writer.write(1);
  writer.write(2);
  await writer.close();
  await closed.promise;
  assert.deepStrictEqual(written, [1, 2]);

  const upper = new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk.toUpperCase()) });
  const transform = structuredClone(upper, { transfer: [upper] });
  assert.strictEqual(Object.getPrototypeOf(transform), TransformStream.prototype);
  const input = transform.writable.getWriter();
  input.write('x');
  const { value } = await transform.readable.getReader().read();
  assert.strictEqual(value, 'X');
  input.close();
  clearTimeout(keepAlive);
}

main();
