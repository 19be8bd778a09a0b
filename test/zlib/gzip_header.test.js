'use strict';

// What may stand in front of gzip's data: parts of any length, in pieces of any size.

const assert = require('node:assert');
const zlib = require('node:zlib');

const packed = zlib.gzipSync('hello');

/** @param {number} flags @param {...(Buffer | string)} parts */
function withHeader(flags, ...parts) {
  const fixed = Buffer.from(packed.subarray(0, 10));
  fixed[3] = flags;
  return Buffer.concat([fixed, ...parts.map((part) => Buffer.from(part))]);
}

const whole = (header) => Buffer.concat([header, packed.subarray(10)]);
const everything = withHeader(4 | 8 | 16, [3, 0, 1, 2, 3], 'name\0', 'comment\0');
const emptyExtra = withHeader(4, [0, 0]);

function withChecksum(header) {
  const checked = Buffer.from(header);
  checked[3] |= 2;
  const sum = zlib.crc32(checked) & 0xffff;
  return { checked, sum: Buffer.from([sum & 255, sum >> 8]) };
}

for (const header of [everything, emptyExtra]) {
  const { checked, sum } = withChecksum(header);
  for (const bytes of [header, Buffer.concat([checked, sum])]) {
    assert.strictEqual(zlib.gunzipSync(whole(bytes)).toString(), 'hello');
    // A second member has a header of its own.
    assert.strictEqual(zlib.gunzipSync(Buffer.concat([packed, whole(bytes)])).toString(), 'hellohello');
    const stream = zlib.createUnzip();
    let text = '';
    stream.on('data', (part) => text += part);
    stream.on('end', () => assert.strictEqual(text, 'hello'));
    for (const byte of whole(bytes)) stream.write(Buffer.from([byte]));
    stream.end();
  }
  assert.throws(() => zlib.gunzipSync(whole(Buffer.concat([checked, Buffer.from([sum[0] ^ 1, sum[1]])]))), {
    code: 'Z_DATA_ERROR', message: 'header crc mismatch',
  });
}

// What it costs grows with the length and not with its square.
assert.strictEqual(zlib.gunzipSync(whole(withHeader(8, Buffer.alloc(2e6, 'n'), '\0'))).toString(), 'hello');
