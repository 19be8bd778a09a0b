'use strict';

// Tags of GCM that are shorter than a block.

const assert = require('node:assert');
const { createCipheriv, createDecipheriv } = require('node:crypto');

const key = Buffer.alloc(32);
const iv = Buffer.alloc(12, 1);
const text = 'a text of more than one block of the cipher';
const full = 'ed145a5df7348c8a9f32dd5db09db934';

for (const authTagLength of [4, 8, 12, 13, 16]) {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength }).setAAD(Buffer.alloc(3));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const tag = cipher.getAuthTag();
  assert.strictEqual(tag.toString('hex'), full.slice(0, 2 * authTagLength));
  for (const isTagLate of [false, true]) {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength }).setAAD(Buffer.alloc(3));
    if (!isTagLate) decipher.setAuthTag(tag);
    const start = decipher.update(sealed);
    if (isTagLate) decipher.setAuthTag(tag);
    assert.strictEqual(Buffer.concat([start, decipher.final()]).toString(), text);
  }
  const wrong = createDecipheriv('aes-256-gcm', key, iv, { authTagLength }).setAAD(Buffer.alloc(3));
  wrong.setAuthTag(Buffer.alloc(authTagLength));
  wrong.update(sealed);
  assert.throws(() => wrong.final(), { message: 'Unsupported state or unable to authenticate data' });
}
