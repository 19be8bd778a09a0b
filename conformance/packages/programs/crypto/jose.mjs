import { SignJWT, jwtVerify, base64url, EncryptJWT, jwtDecrypt } from 'jose';

const secret = new TextEncoder().encode('a secret of thirty-two characters');
const token = await new SignJWT({ a: 1 }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt(1).setIssuer('me').sign(secret);
console.log(token, (await jwtVerify(token, secret, { issuer: 'me' })).payload);
await jwtVerify(`${token}x`, secret).catch((error) => console.log(error.code, error.message));
const key = base64url.decode('zH4NRP1HMALxxCFnRZABFA7GOJtzU_gIj02alfL1lvI');
const sealed = await new EncryptJWT({ b: 2 }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key);
console.log((await jwtDecrypt(sealed, key)).payload);
