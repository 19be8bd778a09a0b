'use strict';

const jwt = require('jsonwebtoken');

const token = jwt.sign({ user: 1, iat: 1_700_000_000 }, 'secret', { algorithm: 'HS256', subject: 'me' });
console.log(token, jwt.verify(token, 'secret'), jwt.decode(token, { complete: true }).header);
for (const [bad, key] of [
  [token, 'other'],
  ['a.b.c', 'secret'],
  [jwt.sign({ exp: 1 }, 'secret'), 'secret'],
]) {
  try {
    jwt.verify(bad, key);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
jwt.sign({ iat: 1 }, 'k', { algorithm: 'HS512' }, (error, text) => console.log(error, text));
