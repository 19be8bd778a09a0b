'use strict';

// The Web Crypto API for symmetric keys: HMAC, AES, PBKDF2, HKDF.

const assert = require('node:assert');
const { KeyObject, createHmac, createSecretKey } = require('node:crypto');
const { inspect, types } = require('node:util');

const { subtle } = globalThis.crypto;
const bytes = (length, value = 0) => new Uint8Array(length).fill(value);
const hex = (data) => Buffer.from(data).toString('hex');
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

async function keys() {
  const key = await subtle.importKey('raw', bytes(32), { name: 'hmac', hash: 'sha-256' }, true, ['sign', 'verify']);
  assert.ok(key instanceof CryptoKey && types.isCryptoKey(key));
  assert.strictEqual(inspect(key, { breakLength: 200, compact: 4, depth: 4 }), "CryptoKey { type: 'secret', extractable: true, " +
    "algorithm: { name: 'HMAC', length: 256, hash: { name: 'SHA-256' } }, usages: [ 'sign', 'verify' ] }");
  assert.deepStrictEqual(await subtle.exportKey('jwk', key),
    { key_ops: ['sign', 'verify'], ext: true, alg: 'HS256', kty: 'oct', k: 'A'.repeat(43) });
  assert.strictEqual((await subtle.exportKey('raw', key)).byteLength, 32);
  assert.ok(KeyObject.from(key).equals(createSecretKey(bytes(32))));
  assert.strictEqual(createHmac('sha256', key).update('x').digest('hex'),
    createHmac('sha256', bytes(32)).update('x').digest('hex'));
  assert.deepStrictEqual(createSecretKey(bytes(16)).toCryptoKey('AES-GCM', true, ['encrypt']).algorithm,
    { name: 'AES-GCM', length: 128 });
  const hidden = await subtle.importKey('raw', bytes(16), 'AES-GCM', false, ['encrypt']);
  const cases = [
    [() => subtle.exportKey('raw', hidden), { name: 'InvalidAccessException', message: 'key is not extractable' }],
    [() => subtle.exportKey('spki', key), { name: 'NotSupportedError' }],
    [() => subtle.importKey('raw', bytes(15), 'AES-CBC', true, ['encrypt']), { name: 'DataError', message: 'Invalid key length' }],
    [() => subtle.importKey('raw', bytes(1), HMAC, true, []), { name: 'SyntaxError' }],
    [() => subtle.importKey('raw', bytes(1), HMAC, true, ['encrypt']), { name: 'SyntaxError', message: 'Unsupported key usage for HMAC key' }],
    [() => subtle.importKey('raw', 'text', HMAC, true, ['sign']), { code: 'ERR_INVALID_ARG_TYPE' }],
    [() => subtle.importKey('raw'), { code: 'ERR_MISSING_ARGS', message:
      "Failed to execute 'importKey' on 'SubtleCrypto': 4 arguments required, but only 1 present." }],
    [() => subtle.importKey('raw', bytes(1), { name: 'HMAC' }, true, ['sign']), { code: 'ERR_MISSING_OPTION' }],
    [() => subtle.importKey('jwk', { kty: 'oct', k: 'AAAA', alg: 'HS512' }, HMAC, true, ['sign']), { name: 'DataError' }],
    [() => subtle.importKey('raw', bytes(1), 'Ed25519', true, ['verify']), { name: 'NotSupportedError' }],
    [() => subtle.generateKey({ name: 'AES-GCM', length: 100 }, true, ['encrypt']), { name: 'OperationError' }],
  ];
  for (const [run, expected] of cases) {
    await assert.rejects(run, expected);
  }
}

async function macs() {
  const key = await subtle.importKey('raw', bytes(32), HMAC, false, ['sign', 'verify']);
  const signature = await subtle.sign('HMAC', key, bytes(3));
  assert.strictEqual(hex(signature), 'e7655205039eddec669bdc5099863024deef1a609430f10dac5f7889f03bf139');
  assert.strictEqual(await subtle.verify('HMAC', key, signature, bytes(3)), true);
  assert.strictEqual(await subtle.verify('HMAC', key, signature, bytes(4)), false);
  assert.strictEqual((await subtle.generateKey({ name: 'HMAC', hash: 'SHA-512' }, true, ['sign'])).algorithm.length, 1024);
  await assert.rejects(subtle.encrypt({ name: 'AES-GCM', iv: bytes(12) }, key, bytes(1)), { name: 'InvalidAccessError' });
}

async function ciphers() {
  const text = Buffer.from('a text of more than one block of the cipher');
  for (const [name, params] of [
    ['AES-CBC', { iv: bytes(16, 1) }],
    ['AES-CTR', { counter: bytes(16, 1), length: 64 }],
    ['AES-GCM', { iv: bytes(12, 1), additionalData: bytes(3), tagLength: 96 }],
  ]) {
    const key = await subtle.generateKey({ name, length: 256 }, true, ['encrypt', 'decrypt']);
    const sealed = await subtle.encrypt({ name, ...params }, key, text);
    assert.deepStrictEqual(Buffer.from(await subtle.decrypt({ name, ...params }, key, sealed)), text, name);
  }
  // Only the counter's last bits are counted with.
  const counting = await subtle.importKey('raw', bytes(16), 'AES-CTR', false, ['encrypt']);
  const counter = { name: 'AES-CTR', counter: bytes(16, 255), length: 8 };
  assert.strictEqual(hex(await subtle.encrypt(counter, counting, bytes(40))),
    '3f5b8cc9ea855a0afa7347d23e8d664e3bd141ee84a0e6414a26e7a4f281f8a232a9d98f0375f170');
  await assert.rejects(subtle.encrypt({ ...counter, length: 1 }, counting, bytes(48)), { name: 'OperationError' });
  const key = await subtle.importKey('raw', bytes(16), 'AES-GCM', false, ['decrypt']);
  await assert.rejects(subtle.decrypt({ name: 'AES-GCM', iv: bytes(12) }, key, bytes(20)), {
    name: 'OperationError', message: 'The operation failed for an operation-specific reason',
  });
}

async function wrapping() {
  // The first example of RFC 3394.
  const wrapper = await subtle.importKey('raw', Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'), 'AES-KW', false, ['wrapKey', 'unwrapKey']);
  const key = await subtle.importKey('raw', Buffer.from('00112233445566778899aabbccddeeff', 'hex'), 'AES-GCM', true, ['encrypt']);
  const wrapped = await subtle.wrapKey('raw', key, wrapper, 'AES-KW');
  assert.strictEqual(hex(wrapped), '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5');
  const again = await subtle.unwrapKey('raw', wrapped, wrapper, 'AES-KW', 'AES-GCM', true, ['encrypt']);
  assert.ok(KeyObject.from(again).equals(KeyObject.from(key)));
  const jwk = await subtle.wrapKey('jwk', key, wrapper, 'AES-KW');
  assert.strictEqual(jwk.byteLength, 104);
  await subtle.unwrapKey('jwk', jwk, wrapper, 'AES-KW', 'AES-GCM', true, ['encrypt']);
  await assert.rejects(subtle.unwrapKey('raw', bytes(24), wrapper, 'AES-KW', 'AES-GCM', true, ['encrypt']), { name: 'OperationError' });
}

async function derivations() {
  const params = { name: 'PBKDF2', salt: bytes(1), iterations: 5, hash: 'SHA-256' };
  const password = await subtle.importKey('raw', bytes(16), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
  assert.strictEqual(hex(await subtle.deriveBits(params, password, 128)), 'c94f83d1ced226de06599f059eb3aaa3');
  assert.strictEqual((await subtle.deriveBits(params, password, 0)).byteLength, 0);
  const key = await subtle.deriveKey(params, password, { name: 'HMAC', hash: 'SHA-384' }, true, ['sign']);
  assert.strictEqual(key.algorithm.length, 1024);
  await assert.rejects(subtle.deriveBits(params, password, null), { message: 'length cannot be null' });
  await assert.rejects(subtle.deriveBits({ ...params, iterations: 0 }, password, 8), { message: 'iterations cannot be zero' });
  const base = await subtle.importKey('raw', bytes(16), 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: bytes(0), info: bytes(0) };
  assert.strictEqual(hex(await subtle.deriveBits(hkdf, base, 128)), '91e4e0640eb3242eb4ab90de0ba63abb');
  await assert.rejects(subtle.deriveBits(params, base, 8), { message: 'Key algorithm mismatch' });
  await assert.rejects(subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 128 }, true, ['encrypt']),
    { message: 'baseKey does not have deriveKey usage' });
}

async function main() {
  for (const check of [keys, macs, ciphers, wrapping, derivations]) {
    await check();
  }
}

main();
