'use strict';

const fs = require('node:fs');
const compression = require('compression');
const cookieParser = require('cookie-parser');
const cors = require('cors');
const express = require('express');
const { rateLimit } = require('express-rate-limit');
const session = require('express-session');
const helmet = require('helmet');
const morgan = require('morgan');
const multer = require('multer');
const passport = require('passport');
const { Strategy } = require('passport-local');

passport.use(new Strategy((name, password, done) => done(null, password === 'secret' ? { name } : false)));
passport.serializeUser((user, done) => done(null, user.name));
passport.deserializeUser((name, done) => done(null, { name }));

fs.mkdirSync('public');
fs.writeFileSync('public/a.txt', 'static '.repeat(500));
const app = express();
app.use(morgan(':method :url :status', { stream: { write: (line) => console.log('log', line.trim()) } }));
app.use(helmet(), cors({ origin: 'http://a.example' }), compression(), cookieParser());
app.use(rateLimit({ windowMs: 60_000, limit: 100, validate: false }));
app.use(express.json(), express.urlencoded({ extended: true }));
app.use(session({ secret: 's', resave: false, saveUninitialized: false }));
app.use(passport.session());
app.use('/public', express.static('public', { maxAge: 1000 }));
app.post('/login', passport.authenticate('local'), (request, response) => response.json(request.user));
app.get('/me', (request, response) => response.json(request.user ?? null));
app.post('/upload', multer().single('file'), (request, response) =>
  response.json({ size: request.file.size, body: request.body }),
);
app.post('/echo', (request, response) => response.cookie('c', 'v', { httpOnly: true }).status(201).json(request.body));
app.get('/user/:id', (request, response) => response.send(`user ${request.params.id} ${request.query.q}`));
app.get('/fail', async () => {
  throw new Error('failed');
});
app.use((error, request, response, next) => response.status(error.status ?? 500).send(error.message));

const server = app.listen(0, async () => {
  const base = `http://localhost:${server.address().port}`;
  const show = async (path, options, headers = []) => {
    const response = await fetch(base + path, options);
    const text = await response.text();
    console.log(
      path,
      response.status,
      text.length > 200 ? text.length : text,
      headers.map((name) => response.headers.get(name)),
    );
    return response;
  };
  const json = { 'content-type': 'application/json' };
  await show('/public/a.txt', {}, [
    'content-encoding',
    'content-type',
    'cache-control',
    'x-dns-prefetch-control',
    'access-control-allow-origin',
  ]);
  await show('/public/none.txt');
  await show('/echo', { method: 'POST', headers: json, body: '{"a":[1]}' }, [
    'set-cookie',
    'etag',
    'ratelimit-limit',
    'content-security-policy',
  ]);
  await show('/echo', { method: 'POST', headers: json, body: '{"a":' });
  await show('/echo', { method: 'POST', body: new URLSearchParams('a[b]=1&a[c]=2') });
  await show('/user/5?q=x');
  await show('/fail');
  await show('/login', { method: 'POST', body: new URLSearchParams('username=ann&password=no') });
  const login = await show('/login', { method: 'POST', body: new URLSearchParams('username=ann&password=secret') });
  const cookie = login.headers.get('set-cookie').split(';')[0];
  await show('/me', { headers: { cookie } });
  const form = new FormData();
  form.set('field', 'x');
  form.set('file', new Blob(['12345']), 'f.txt');
  await show('/upload', { method: 'POST', body: form });
  server.close();
  server.closeAllConnections();
});
