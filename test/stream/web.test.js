'use strict';

const assert = require('node:assert');

(async () => {
  const upper = new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.toUpperCase());
    },
  });
  const written = [];
  await ReadableStream.from(['a', 'b']).pipeThrough(upper).pipeTo(new WritableStream({
    write(chunk) {
      written.push(chunk);
    },
  }));
  assert.deepStrictEqual(written, ['A', 'B']);

  // Bytes go right into the reader's buffer.
  const bytes = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      controller.byobRequest.view[0] = 7;
      controller.byobRequest.respond(1);
    },
  });
  const reader = bytes.getReader({ mode: 'byob' });
  const { value, done } = await reader.read(new Uint8Array(4));
  assert.deepStrictEqual([value.length, value[0], done], [1, 7, false]);
  await reader.cancel();

  const [left, right] = new ReadableStream({
    start(controller) {
      controller.enqueue('x');
      controller.close();
    },
  }).tee();
  for (const branch of [left, right]) {
    const got = [];
    for await (const chunk of branch) got.push(chunk);
    assert.deepStrictEqual(got, ['x']);
  }

  const boom = new Error('boom');
  const failing = new WritableStream({
    write() {
      throw boom;
    },
  });
  const writer = failing.getWriter();
  await assert.rejects(writer.write('x'), boom);
  await assert.rejects(writer.closed, boom);

  const encoded = [];
  for await (const chunk of ReadableStream.from(['\ud83d', '\udca9']).pipeThrough(new TextEncoderStream())) {
    encoded.push(...chunk);
  }
  assert.deepStrictEqual(encoded, [0xF0, 0x9F, 0x92, 0xA9]);
})();
