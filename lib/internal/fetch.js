'use strict';

// The Fetch API, web sockets and server-sent events: undici's, as in Node.js, over Cortado's own HTTP client
// (undici's own is written in WebAssembly). Loaded with the first use.

const { provide } = require('./bootstrap/realm');

const undici = 'internal/deps/undici/lib';

let web;

/** The events of a socket are instances of the global classes. */
function events() {
  const { MessageEvent } = require('./worker/message_event');
  return {
    ...require('./events/close_event'),
    ...require('./events/error_event'),
    MessageEvent,
    createFastMessageEvent: (type, init) => new MessageEvent(type, init),
  };
}

/** The modules of undici, which find Cortado's dispatcher where their own would be. */
function load() {
  if (web === undefined) {
    provide(`${undici}/global`, require('./fetch/global_dispatcher'));
    provide(`${undici}/web/websocket/events`, events());
    // By this undici's files know that they are Node.js's: it decides what `user-agent` says.
    globalThis.__UNDICI_IS_NODE__ = true;
    web = {
      ...require('./deps/undici/lib/web/fetch/index'),
      ...require('./deps/undici/lib/web/fetch/headers'),
      ...require('./deps/undici/lib/web/fetch/request'),
      ...require('./deps/undici/lib/web/fetch/response'),
      ...require('./deps/undici/lib/web/fetch/formdata'),
    };
    delete globalThis.__UNDICI_IS_NODE__;
  }
  return web;
}

/**
 * @param {RequestInfo | URL} input
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
function fetch(input, init = undefined) {
  const { fetch: start } = load();
  const caller = {};
  Error.captureStackTrace(caller, fetch);
  return start(input, init).catch((error) => {
    // Who called: the error was made when no answer came, with nobody on the stack any more.
    if (error instanceof TypeError) error.stack += caller.stack.slice(caller.stack.indexOf('\n'));
    throw error;
  });
}

module.exports = {
  fetch,
  get FormData() {
    return load().FormData;
  },
  get Headers() {
    return load().Headers;
  },
  get Request() {
    return load().Request;
  },
  get Response() {
    return load().Response;
  },
  get WebSocket() {
    load();
    return require('./deps/undici/lib/web/websocket/websocket').WebSocket;
  },
  get EventSource() {
    load();
    return require('./deps/undici/lib/web/eventsource/eventsource').EventSource;
  },
};
