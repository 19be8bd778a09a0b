'use strict';

// A stream that is reset while another thread compresses for it: what is native must not be freed below that thread.

const assert = require('node:assert');
const zlib = require('node:zlib');

const input = Buffer.alloc(1 << 20, 'What is compressed takes a while. ');

const running = new Set();
process.on('exit', () => assert.strictEqual(running.size, 0));

for (const make of [zlib.createBrotliCompress, zlib.createZstdCompress, zlib.createGzip, zlib.createDeflate]) {
  for (let i = 0; i < 8; i++) {
    const stream = make.call(zlib);
    stream.write(input);
    stream.reset();
    stream.resume().end();
    running.add(stream);
    stream.on('end', () => running.delete(stream));
  }
}

// Without anything under way it begins anew at once.
const stream = zlib.createBrotliCompress();
const chunks = [];
stream.on('data', (chunk) => chunks.push(chunk));
stream.on('end', () => assert.strictEqual(zlib.brotliDecompressSync(Buffer.concat(chunks)).toString(), 'second'));
stream.reset();
stream.end('second');
