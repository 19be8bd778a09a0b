'use strict';

// A blob of a file is read when somebody asks for its bytes, and only as long as the file is what it was.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'blob-'));
const file = path.join(directory, 'file');
process.on('exit', () => fs.rmSync(directory, { recursive: true }));

async function drain(blob) {
  let length = 0;
  for await (const chunk of blob.stream()) length += chunk.length;
  return length;
}

async function main() {
  fs.writeFileSync(file, 'abc'.repeat(50_000));
  const blob = await fs.openAsBlob(file, { type: 'text/plain' });
  assert.deepStrictEqual([blob.size, blob.type], [150_000, 'text/plain']);
  assert.strictEqual((await blob.text()).length, 150_000);
  assert.strictEqual(await blob.slice(3, 8).slice(1, 4).text(), 'bca');
  assert.strictEqual(await drain(blob), 150_000);
  assert.strictEqual(await new Blob(['x', blob.slice(0, 2), 'y']).text(), 'xaby');

  fs.writeFileSync(file, '');
  const changed = { name: 'NotReadableError', message: 'The blob could not be read' };
  for (const method of ['arrayBuffer', 'bytes', 'text']) await assert.rejects(blob[method](), changed);
  await assert.rejects(drain(blob), changed);

  assert.throws(() => structuredClone(blob), { name: 'TypeError', code: 'ERR_INVALID_STATE' });

  const empty = await fs.openAsBlob(file);
  assert.strictEqual(await drain(empty), 0);
  fs.writeFileSync(file, 'x');
  await assert.rejects(drain(empty), changed);
  assert.throws(() => fs.openAsBlob(path.join(directory, 'none')), { code: 'ERR_INVALID_ARG_VALUE' });
}

main();
