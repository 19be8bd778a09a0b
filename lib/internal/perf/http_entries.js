'use strict';

// Entries of HTTP requests, as servers and as clients see them, made of what http publishes anyway: without an
// observer nothing is paid for them.

const { subscribe, unsubscribe } = require('../../diagnostics_channel');
const { now } = require('./clock');
const { report } = require('./observed');

/** Request → when it began. */
const starts = new WeakMap();

function noteStart({ request }) {
  starts.set(request, now());
}

/** The server's side has been answered. */
function onResponseFinish({ request, response }) {
  const start = starts.get(request);
  if (start === undefined) return;
  report('HttpRequest', 'http', start, {
    req: { method: request.method, url: request.url, headers: request.headers },
    res: {
      statusCode: response.statusCode, statusMessage: response.statusMessage, headers: response.getHeaders(),
    },
  });
}

/** The head of the answer to a client's request is here. */
function onClientResponse({ request, response }) {
  const start = starts.get(request);
  if (start === undefined) return;
  report('HttpClient', 'http', start, {
    req: {
      method: request.method,
      url: `${request.protocol}//${request.host}${request.path}`,
      headers: request.getHeaders(),
    },
    res: {
      statusCode: response.statusCode, statusMessage: response.statusMessage, headers: response.headers,
    },
  });
}

const listeners = [
  ['http.server.request.start', noteStart],
  ['http.server.response.finish', onResponseFinish],
  ['http.client.request.start', noteStart],
  ['http.client.response.finish', onClientResponse],
];

function start() {
  for (const [name, listener] of listeners) subscribe(name, listener);
}

function stop() {
  for (const [name, listener] of listeners) unsubscribe(name, listener);
}

module.exports = { start, stop };
