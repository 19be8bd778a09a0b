'use strict';

// What the AOT cache learns from: a little of everything a program starts with, on real sockets and
// files. A step that fails is reported and leaves a cache that knows less; the build goes on.
//
// It stays a little: each class more is mapped and linked by every start.

const steps = {
  async modules() {
    for (const name of ['assert', 'buffer', 'events', 'fs', 'os', 'path', 'stream', 'url', 'util']) {
      require(name);
    }
    await import('node:path');
    await import('data:text/javascript,export default 1');
  },

  async printing() {
    const { inspect, format } = require('util');
    inspect({ a: [1, 2, { b: new Map([[1, new Set([2])]]) }], c() {}, d: new Error('x') });
    format('%s %d %j', 'a', 1, { b: 2 });
    console.log('trained');
  },

  async files() {
    const fs = require('fs');
    const path = require('path');
    const os = require('os');
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-'));
    const file = path.join(folder, 'a.txt');
    fs.writeFileSync(file, 'x'.repeat(100000));
    fs.readFileSync(file, 'utf8');
    await fs.promises.readFile(file);
    await new Promise((resolve, reject) => {
      fs.createReadStream(file)
        .pipe(fs.createWriteStream(`${file}.copy`))
        .on('finish', resolve)
        .on('error', reject);
    });
    fs.rmSync(folder, { recursive: true });
  },

  async http() {
    const http = require('http');
    await serve(http.createServer((request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ hello: 'world', url: request.url }));
    }));
  },

  async express() {
    const path = require('path');
    const { createApp } = require(path.join(__dirname, '../../examples/express/app.js'));
    const http = require('http');
    await serve(http.createServer(createApp()));
  },

  async computing() {
    const fibonacci = (n) => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
    fibonacci(15);
    const row = (_, i) => ({ id: i, name: `row ${i}`, tags: ['a', 'b'] });
    const rows = Array.from({ length: 1000 }, row);
    JSON.parse(JSON.stringify(rows));
    rows.map(({ name }) => name.split(' ')[1]).sort().join(',').replace(/1/g, '2');
  },
};

const REQUESTS = 16;

/** Asks `server` some requests over kept-alive connections and closes it. */
async function serve(server) {
  const http = require('http');
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // On a busy machine one round may outlast the default.
  server.keepAliveTimeout = 120000;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const ask = (path) => new Promise((resolve, reject) => {
    http.get({ agent, host: '127.0.0.1', port: server.address().port, path }, (response) => {
      response.resume();
      response.on('end', resolve);
      response.on('error', reject);
    }).on('error', reject);
  });
  for (let done = 0; done < REQUESTS; done += 8) {
    const paths = Array.from({ length: 8 }, (_, i) => (i % 4 === 0 ? '/' : `/api/notes?n=${i}`));
    await Promise.all(paths.map(ask));
  }
  agent.destroy();
  await new Promise((resolve) => server.close(resolve));
}

async function main() {
  for (const [name, step] of Object.entries(steps)) {
    const limit = new Promise((_, reject) => {
      setTimeout(() => reject(new Error('took too long')), 180000).unref();
    });
    try {
      await Promise.race([step(), limit]);
    } catch (error) {
      console.log(`training: without "${name}": ${error.message}`);
    }
  }
  process.exit(0);
}

main();
