'use strict';

// Objects of the runtime's own classes in messages: what is copied, what is shared, what changes its owner.

const assert = require('node:assert');
const fs = require('node:fs');
const { BlockList, SocketAddress } = require('node:net');
const { createHistogram } = require('node:perf_hooks');
const { transferableAbortController, transferableAbortSignal } = require('node:util');
const { moveMessagePortToContext } = require('node:worker_threads');

const once = (target) => new Promise((resolve) => {
  target.onmessage = ({ data }) => resolve(data);
});

async function main() {
  const blob = new Blob(['abc'], { type: 'text/plain' });
  const blobCopy = structuredClone(blob);
  assert.ok(blobCopy instanceof Blob && blobCopy !== blob);
  assert.deepStrictEqual([blobCopy.type, await blobCopy.text()], ['text/plain', 'abc']);
  const file = structuredClone(new (class extends File {})(['x'], 'name', { lastModified: 5 }));
  assert.strictEqual(Object.getPrototypeOf(file), File.prototype);
  assert.deepStrictEqual([file.name, file.lastModified, await file.text()], ['name', 5, 'x']);

  const list = new BlockList();
  const listCopy = structuredClone(list);
  list.addAddress('1.2.3.4');
  assert.strictEqual(listCopy.check('1.2.3.4'), true);
  assert.strictEqual(structuredClone(new SocketAddress({ port: 80 })).port, 80);
  const histogram = createHistogram();
  const histogramCopy = structuredClone(histogram);
  histogram.record(3);
  assert.strictEqual(histogramCopy.max, 3);

  const exception = new DOMException('no', 'NotFoundError');
  const copy = structuredClone(exception);
  assert.ok(copy instanceof DOMException);
  assert.deepStrictEqual([copy.name, copy.code, copy.message, copy.stack], ['NotFoundError', 8, 'no', exception.stack]);
  assert.strictEqual(structuredClone({ __proto__: DOMException.prototype }) instanceof DOMException, false);

  const { port1, port2 } = new MessageChannel();
  const handle = await fs.promises.open(__filename);
  assert.throws(() => port1.postMessage(handle), { name: 'DataCloneError' });
  port1.postMessage(handle, [handle]);
  assert.strictEqual(handle.fd, -1);
  const received = await once(port2);
  assert.strictEqual(Object.getPrototypeOf(received), Object.getPrototypeOf(handle));
  assert.strictEqual(await received.readFile('utf8'), fs.readFileSync(__filename, 'utf8'));
  await received.close();
  await assert.rejects(handle.readFile(), { code: 'EBADF' });

  const controller = transferableAbortController();
  port1.postMessage(controller.signal, [controller.signal]);
  const signal = await once(port2);
  assert.ok(signal instanceof AbortSignal);
  const aborted = new Promise((resolve) => {
    signal.addEventListener('abort', resolve);
  });
  controller.abort('boom');
  await aborted;
  assert.strictEqual(signal.reason, 'boom');
  const over = transferableAbortSignal(AbortSignal.abort('past'));
  assert.strictEqual(structuredClone(over, { transfer: [over] }).reason, 'past');
  assert.throws(() => transferableAbortSignal({}), { code: 'ERR_INVALID_ARG_TYPE' });

  port1.close();
  assert.throws(() => moveMessagePortToContext(port1, {}), { code: 'ERR_CLOSED_MESSAGE_PORT' });
  assert.throws(() => moveMessagePortToContext({}, {}), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => structuredClone([][Symbol.iterator]()), { message: '[object Array Iterator] could not be cloned.' });
}

main();
