'use strict';

const assert = require('node:assert');
const path = require('node:path');
const util = require('node:util');

function thrownBy(fn) {
  try {
    fn();
  } catch (error) {
    return error;
  }
  return undefined;
}

const error = thrownBy(() => path.join(1));
assert.ok(error instanceof TypeError);
assert.strictEqual(error.name, 'TypeError');
assert.strictEqual(error.constructor, TypeError);
assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
assert.strictEqual(error.message, 'The "path" argument must be of type string. Received type number (1)');
assert.strictEqual(error.toString(), `TypeError [ERR_INVALID_ARG_TYPE]: ${error.message}`);
assert.deepStrictEqual(Object.keys(error), ['code']);

const [header, firstFrame, secondFrame] = error.stack.split('\n');
assert.strictEqual(header, `TypeError [ERR_INVALID_ARG_TYPE]: ${error.message}`);
assert.match(firstFrame, /^ {4}at .*join \(node:path/);
assert.ok(secondFrame.includes(__filename));

const { stackTraceLimit } = Error;
Object.defineProperty(Error, 'stackTraceLimit', { value: stackTraceLimit, writable: false, configurable: true });
assert.strictEqual(thrownBy(() => util.inherits()).code, 'ERR_INVALID_ARG_TYPE');
Object.defineProperty(Error, 'stackTraceLimit', { value: stackTraceLimit, writable: true });

const dom = new DOMException('gone', 'AbortError');
assert.strictEqual(dom.code, DOMException.ABORT_ERR);
assert.ok(util.types.isNativeError(dom));
assert.ok(dom.stack.startsWith('AbortError: gone'));
