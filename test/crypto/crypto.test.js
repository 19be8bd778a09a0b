'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');

const digests = {
  md5: '900150983cd24fb0d6963f7d28e17f72',
  sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  ripemd160: '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc',
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
};
for (const [name, digest] of Object.entries(digests)) {
  assert.strictEqual(crypto.createHash(name).update('a').update('bc').digest('hex'), digest);
  assert.strictEqual(crypto.hash(name, 'abc'), digest);
}
const hash = crypto.createHash('sha256').update('ab');
const copy = hash.copy();
assert.strictEqual(copy.update('c').digest('hex'), digests.sha256);
hash.digest();
assert.throws(() => hash.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.strictEqual(
  crypto.createHash('shake128', { outputLength: 5 }).digest('hex'), '7f9c2ba4e8');
// RFC 4231, test case 2.
assert.strictEqual(
  crypto.createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex'),
  '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
// RFC 6070.
assert.strictEqual(
  crypto.pbkdf2Sync('password', 'salt', 2, 20, 'sha1').toString('hex'),
  'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957');

for (const name of ['aes-128-cbc', 'aes-256-ctr', 'aes-192-gcm', 'chacha20-poly1305']) {
  const { keyLength, ivLength } = crypto.getCipherInfo(name);
  const key = crypto.randomBytes(keyLength);
  const iv = crypto.randomBytes(ivLength);
  const cipher = crypto.createCipheriv(name, key, iv);
  const secret = cipher.update('secret \u20ac', 'utf8', 'hex') + cipher.final('hex');
  const decipher = crypto.createDecipheriv(name, key, iv);
  if (/gcm|poly/.test(name)) decipher.setAuthTag(cipher.getAuthTag());
  assert.strictEqual(decipher.update(secret, 'hex', 'utf8') + decipher.final('utf8'), 'secret \u20ac');
}

// A hash that was written to as a stream can still tell its digest, once.
const streamed = crypto.createHash('sha256').setEncoding('hex');
streamed.on('data', (digest) => {
  assert.strictEqual(streamed.digest('hex'), digest);
  assert.throws(() => streamed.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
}).end('data');

assert.strictEqual(crypto.pseudoRandomBytes, crypto.randomBytes);
assert.match(crypto.randomUUID(), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
assert.ok(crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')));
assert.throws(() => crypto.createHash('nonsense'), { message: 'Digest method not supported' });
assert.throws(() => crypto.createECDH('secp256k1'), { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' });
crypto.scrypt('', '', 64, { N: 16, r: 1, p: 1 }, (error, key) => {
  assert.ifError(error);
  assert.ok(key.toString('hex').startsWith('77d6576238657b203b19ca42c18a0497'));
});
