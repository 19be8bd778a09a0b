'use strict';

// What the runtime itself publishes.

const assert = require('node:assert');
const { ChildProcess, spawn, spawnSync } = require('node:child_process');
const { subscribe, tracingChannel } = require('node:diagnostics_channel');
const http = require('node:http');

const log = [];
for (const name of ['child_process', 'http.server.response.created', 'http.server.request.start']) {
  subscribe(name, (message) => { log.push([name, message]); });
}

spawn(process.execPath, ['--version']);
assert.strictEqual(log[0][0], 'child_process');
assert.ok(log[0][1].process instanceof ChildProcess);

async function responses() {
  log.length = 0;
  const server = http.createServer((req, res) => {
    const [created, start] = log;
    assert.deepStrictEqual(log.map(([name]) => name), ['http.server.response.created', 'http.server.request.start']);
    assert.deepStrictEqual(Object.keys(created[1]), ['request', 'response']);
    assert.strictEqual(created[1].request, req);
    assert.strictEqual(start[1].response, res);
    res.end();
    server.close();
  });
  await new Promise((resolve) => { server.listen(0, resolve); });
  await new Promise((resolve) => {
    http.get({ port: server.address().port, agent: false }, (res) => res.resume().on('end', resolve));
  });
}

async function imports() {
  const events = [];
  const handlers = Object.fromEntries(['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map(
    (event) => [event, (message) => events.push([event, { ...message }])]));
  const imported = tracingChannel('module.import');
  imported.subscribe(handlers);

  const os = await import('node:os');
  const parentURL = require('node:url').pathToFileURL(__filename).href;
  const asked = { parentURL, url: 'node:os' };
  const done = { ...asked, result: os };
  assert.deepStrictEqual(events, [['start', asked], ['end', asked], ['asyncStart', done], ['asyncEnd', done]]);

  events.length = 0;
  const error = await import('./not_there.mjs').catch((reason) => reason);
  assert.strictEqual(error.code, 'ERR_MODULE_NOT_FOUND');
  assert.deepStrictEqual(events.map(([event]) => event), ['start', 'end', 'error', 'asyncStart', 'asyncEnd']);
  assert.strictEqual(events[2][1].error, error);

  imported.unsubscribe(handlers);
  events.length = 0;
  await import('node:path');
  assert.deepStrictEqual(events, []);
}

function execve() {
  const { stdout } = spawnSync(process.execPath, ['-e', `
    require('node:diagnostics_channel').subscribe('process.execve', (message) => console.log(JSON.stringify(message)));
    process.execve('/bin/echo', ['echo', 'replaced'], { A: '1' });
  `], { encoding: 'utf8' });
  const [message, output] = stdout.split('\n');
  assert.deepStrictEqual(JSON.parse(message), { execPath: '/bin/echo', args: ['echo', 'replaced'], env: ['A=1'] });
  assert.strictEqual(output, 'replaced');
}

execve();
responses().then(imports);
