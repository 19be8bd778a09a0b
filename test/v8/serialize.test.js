'use strict';

// V8's serialization format, byte by byte and there and back.

const assert = require('node:assert');
const v8 = require('node:v8');

const hex = (value) => v8.serialize(value).toString('hex');

const self = { a: 1 };
self.self = self;
const error = Object.assign(new TypeError('boo', { cause: 3 }), { stack: 'st' });

const values = [
  [undefined, 'ff0f5f'],
  [null, 'ff0f30'],
  [true, 'ff0f54'],
  [1, 'ff0f4902'],
  [-5, 'ff0f4909'],
  [2 ** 32, 'ff0f4e000000000000f041'],
  [-0, 'ff0f4e0000000000000080'],
  [1.5, 'ff0f4e000000000000f83f'],
  ['abc', 'ff0f2203616263'],
  ['a\u00f1', 'ff0f220261f1'],
  ['\u65e5\u672c', 'ff0f6304e5652c67'],
  [10n, 'ff0f5a100a00000000000000'],
  [-(2n ** 70n), 'ff0f5a2100000000000000004000000000000000'],
  [0n, 'ff0f5a00'],
  [self, 'ff0f6f2201614902220473656c665e007b02'],
  [{ 1: 2, b: 'x', c: {} }, 'ff0f6f490249042201622201782201636f7b007b03'],
  // eslint-disable-next-line no-sparse-arrays
  [[1, 'a', , 3], 'ff0f610449004902490222016149064906400304'],
  [[1, 2], 'ff0f410249024904240002'],
  [Object.assign([1], { x: 1 }), 'ff0f410149022201784902240101'],
  [new Date(0), 'ff0f440000000000000000'],
  [/a+/gi, 'ff0f522202612b03'],
  [new Map([[1, 2]]), 'ff0f3b490249043a02'],
  [new Set(['a']), 'ff0f272201612c01'],
  [new ArrayBuffer(3), 'ff0f4203000000'],
  [new Uint8Array([1, 2, 3]), 'ff0f5c0103010203'],
  [Buffer.from('hi'), 'ff0f5c0a026869'],
  [new Float64Array([1]), 'ff0f5c0808000000000000f03f'],
  [new BigUint64Array(1), 'ff0f5c0c080000000000000000'],
  [Object(true), 'ff0f79'],
  [Object(5), 'ff0f6e0000000000001440'],
  [Object('s'), 'ff0f73220173'],
  [Object(5n), 'ff0f7a100500000000000000'],
];
for (const [value, bytes] of values) {
  assert.strictEqual(hex(value), bytes);
  assert.deepStrictEqual(v8.deserialize(Buffer.from(bytes, 'hex')), value);
}

assert.strictEqual(hex(error), 'ff0f72546d2203626f6f7322027374634906' + '2e');
const copy = v8.deserialize(v8.serialize(error));
assert.ok(copy instanceof TypeError);
assert.deepStrictEqual([copy.message, copy.cause, copy.stack], ['boo', 3, 'st']);

const shared = { x: {} };
const twice = v8.deserialize(v8.serialize([shared, shared.x, new Map([[shared, shared.x]])]));
assert.strictEqual(twice[0].x, twice[1]);
assert.strictEqual(twice[2].get(twice[0]), twice[1]);

for (const [value, name] of [[Symbol('q'), 'Symbol(q)'], [new WeakMap(), '#<WeakMap>'], [new Proxy({}, {}), '#<Object>']]) {
  assert.throws(() => v8.serialize(value), { name: 'Error', message: `${name} could not be cloned.` });
}
for (const bytes of ['', '0000', 'ff20']) {
  assert.throws(() => v8.deserialize(Buffer.from(bytes, 'hex')), {
    message: 'Unable to deserialize cloned data due to invalid or unsupported version.',
  });
}
for (const bytes of ['ff0f6f', 'ff0f4105', 'ff0f5e03', 'ff0f7500', 'ff0f41ffffffff0f', 'ff0f4c']) {
  assert.throws(() => v8.deserialize(Buffer.from(bytes, 'hex')), { message: 'Unable to deserialize cloned data.' });
}
assert.throws(() => v8.deserialize('x'), {
  code: 'ERR_INVALID_ARG_TYPE', message: 'buffer must be a TypedArray or a DataView',
});

// The parts, and what classes of one's own may add.
const writer = new v8.Serializer();
writer.writeUint64(1, 2);
writer.writeUint32(300);
writer.writeDouble(1.5);
writer.writeRawBytes(Buffer.from('ab'));
const parts = writer.releaseBuffer();
assert.strictEqual(parts.toString('hex'), '8280808010ac02000000000000f83f6162');
assert.strictEqual(writer.releaseBuffer().length, 0);
const reader = new v8.Deserializer(parts);
assert.deepStrictEqual(reader.readUint64(), [1, 2]);
assert.strictEqual(reader.readUint32(), 300);
assert.strictEqual(reader.readDouble(), 1.5);
assert.strictEqual(reader.readRawBytes(2).toString(), 'ab');
assert.throws(() => reader.readUint32(), /^Error: ReadUint32\(\) failed$/);

const plain = new v8.Serializer();
plain.writeHeader();
const view = new Uint16Array(new ArrayBuffer(8), 2, 2);
plain.writeValue({ view, buffer: view.buffer });
const read = new v8.Deserializer(plain.releaseBuffer());
assert.strictEqual(read.readHeader(), true);
assert.strictEqual(read.getWireFormatVersion(), 15);
const { view: viewCopy, buffer } = read.readValue();
assert.strictEqual(viewCopy.buffer, buffer);
assert.deepStrictEqual([viewCopy.byteOffset, viewCopy.length], [2, 2]);

class Failing extends v8.DefaultSerializer {}
Failing.prototype._getDataCloneError = (message) => new RangeError(message);
assert.throws(() => new Failing().writeValue(() => 1), RangeError);

const transferring = new v8.Serializer();
const transferred = new ArrayBuffer(4);
transferring.transferArrayBuffer(7, transferred);
transferring.writeHeader();
transferring.writeValue(transferred);
const receiving = new v8.Deserializer(transferring.releaseBuffer());
receiving.transferArrayBuffer(7, transferred);
receiving.readHeader();
assert.strictEqual(receiving.readValue(), transferred);
