'use strict';

// 'request', 'finish' and 'close' take a shorter way than other events; whoever may hear them still does.

const assert = require('node:assert');
const { EventEmitter, once } = require('node:events');
const http = require('node:http');
const { test } = require('node:test');

async function ask(server, options = {}) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const req = http.get({ port: server.address().port, agent: false, ...options });
  const [res] = await once(req, 'response');
  res.setEncoding('utf8');
  let body = '';
  for await (const chunk of res) body += chunk;
  server.close();
  return { res, body };
}

test("'request' reaches all its listeners, in order, with the server as this", async () => {
  const server = http.createServer();
  const heard = [];
  server.on('request', function first() {
    assert.strictEqual(this, server);
    heard.push('first');
  });
  server.once('request', () => heard.push('once'));
  server.on('request', (req, res) => res.end(heard.join()));
  assert.strictEqual((await ask(server)).body, 'first,once');
});

test('a listener for one time leaves', async () => {
  const server = http.createServer();
  server.once('request', (req, res) => res.end('one'));
  assert.strictEqual((await ask(server)).body, 'one');
  assert.strictEqual(server.listenerCount('request'), 0);
});

test('a server with an emit of its own gets the request there', async () => {
  const server = http.createServer((req, res) => res.end(req.marked));
  server.emit = function emit(event, ...args) {
    if (event === 'request') args[0].marked = 'by emit';
    return EventEmitter.prototype.emit.call(this, event, ...args);
  };
  assert.strictEqual((await ask(server)).body, 'by emit');
});

test('an answer with an emit of its own gets its events there', async () => {
  const events = [];
  const server = http.createServer((req, res) => {
    res.emit = function emit(event, ...args) {
      events.push(event);
      return EventEmitter.prototype.emit.call(this, event, ...args);
    };
    res.end('x');
  });
  await ask(server);
  for (const event of ['prefinish', 'finish', 'close']) assert.ok(events.includes(event), event);
});

test('what an async listener rejects with is captured', async () => {
  EventEmitter.captureRejections = true;
  const server = http.createServer(async () => {
    throw new Error('refused');
  });
  EventEmitter.captureRejections = false;
  const { res } = await ask(server);
  assert.strictEqual(res.statusCode, 500);
});

test('the Date field is now, in the form of RFC 9110', async () => {
  const before = Math.floor(Date.now() / 1000);
  const { res } = await ask(http.createServer((req, out) => out.end()));
  const { date } = res.headers;
  assert.match(date, /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/);
  const second = Date.parse(date) / 1000;
  assert.ok(second >= before && second <= Date.now() / 1000, date);
});

test('names and values of fields are tokens and text', () => {
  const code = (run) => {
    try {
      run();
    } catch (err) {
      return err.code ?? err.name;
    }
    return undefined;
  };
  for (const name of ['a', 'X-Y', "!#$%&'*+-.^_`|~09"]) {
    assert.strictEqual(code(() => http.validateHeaderName(name)), undefined);
  }
  for (const name of ['', 'a b', 'a:', 'ä', '\u{1f600}', 'a\n', undefined, 3]) {
    assert.strictEqual(code(() => http.validateHeaderName(name)), 'ERR_INVALID_HTTP_TOKEN', `${name}`);
  }
  for (const value of ['', 'a b\tc', '\x80\xff', '~', 3, true, null]) {
    assert.strictEqual(code(() => http.validateHeaderValue('x', value)), undefined, `${value}`);
  }
  for (const value of ['a\r', 'a\nb', '\0', '\x7f', '\x1f', '\u0100', '\u{1f600}']) {
    assert.strictEqual(code(() => http.validateHeaderValue('x', value)), 'ERR_INVALID_CHAR', JSON.stringify(value));
  }
  assert.strictEqual(code(() => http.validateHeaderValue('x', Symbol('s'))), 'TypeError');
});
