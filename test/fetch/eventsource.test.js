'use strict';

// `EventSource` is there with its flag only; events arrive by name, and an id is told when it connects again.

const assert = require('node:assert');
const http = require('node:http');
const { spawnSync } = require('node:child_process');

if (process.execArgv.length === 0) {
  assert.strictEqual(typeof EventSource, 'undefined');
  const child = spawnSync(process.execPath, ['--experimental-eventsource', __filename], { encoding: 'utf8' });
  assert.match(child.stderr, /Warning: EventSource is experimental/);
  assert.strictEqual(child.stdout, 'first 1 | named two\nlines | again 7\n');
} else {
  const heard = [];
  const server = http.createServer((req, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const last = req.headers['last-event-id'];
    if (last === undefined) res.end('retry: 1\nid: 1\ndata: first\n\nevent: named\nid: 7\ndata: two\ndata: lines\n\n');
    else res.write(`data: again ${last}\n\n`);
  }).listen(0, '127.0.0.1', () => {
    const source = new globalThis.EventSource(`http://127.0.0.1:${server.address().port}`);
    source.addEventListener('named', ({ data }) => heard.push(`named ${data}`));
    source.onmessage = ({ data, lastEventId }) => {
      heard.push(data === 'first' ? `first ${lastEventId}` : data);
      if (heard.length < 3) return;
      console.log(heard.join(' | '));
      source.close();
      server.close();
      server.closeAllConnections();
    };
  });
}
