'use strict';

const assert = require('node:assert');
const tty = require('node:tty');

assert.strictEqual(tty.isatty(-1), false);
assert.strictEqual(tty.isatty('1'), false);
assert.throws(() => new tty.WriteStream(-1), { code: 'ERR_INVALID_FD' });

const { getColorDepth, hasColors } = tty.WriteStream.prototype;
assert.strictEqual(getColorDepth({ COLORTERM: 'truecolor' }), 24);
assert.strictEqual(getColorDepth({ TERM: 'xterm-256color' }), 8);
assert.strictEqual(getColorDepth({ TERM: 'xterm' }), 4);
assert.strictEqual(getColorDepth({ TERM: 'dumb', COLORTERM: '1' }), 1);
assert.strictEqual(getColorDepth({ NO_COLOR: '1', TERM: 'xterm' }), 1);
assert.strictEqual(hasColors(256, { TERM: 'xterm-256color' }), true);
assert.strictEqual(hasColors(257, { TERM: 'xterm-256color' }), false);

for (const stream of [process.stdout, process.stderr]) {
  assert.strictEqual(stream._isStdio, true);
  assert.strictEqual(typeof stream.fd, 'number');
}
