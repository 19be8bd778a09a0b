'use strict';

const bcrypt = require('bcryptjs');
const CryptoJS = require('crypto-js');
const { sha256 } = require('@noble/hashes/sha2.js');
const { bytesToHex } = require('@noble/hashes/utils.js');
const nacl = require('tweetnacl');

async function main() {
  const hash = await bcrypt.hash('password', 4);
  console.log(hash.slice(0, 7), await bcrypt.compare('password', hash), bcrypt.compareSync('other', hash));
  console.log(bcrypt.hashSync('password', '$2b$04$abcdefghijklmnopqrstuu'));
  console.log(
    String(CryptoJS.SHA256('text')),
    String(CryptoJS.HmacMD5('text', 'key')),
    String(CryptoJS.PBKDF2('p', 's', { keySize: 4, iterations: 10 })),
  );
  const sealed = CryptoJS.AES.encrypt('message', 'secret').toString();
  console.log(CryptoJS.AES.decrypt(sealed, 'secret').toString(CryptoJS.enc.Utf8));
  console.log(bytesToHex(sha256(new Uint8Array([1, 2, 3]))));
  const pair = nacl.sign.keyPair.fromSeed(new Uint8Array(32).fill(7));
  const signature = nacl.sign.detached(new Uint8Array([1]), pair.secretKey);
  console.log(
    Buffer.from(signature).toString('hex'),
    nacl.sign.detached.verify(new Uint8Array([1]), signature, pair.publicKey),
  );
}

main();
