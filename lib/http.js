'use strict';

const httpAgent = require('./_http_agent');
const { ClientRequest } = require('./_http_client');
const { methods, parsers } = require('./_http_common');
const { IncomingMessage } = require('./_http_incoming');
const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('./_http_outgoing');
const { _connectionListener, STATUS_CODES, Server, ServerResponse } = require('./_http_server');
const { getOptionValue } = require('./internal/options');
const { validateInteger } = require('./internal/validators');

const DEFAULT_MAX_HEADER_SIZE = 16 * 1024;

let maxHeaderSize;

/** Defines a property that is read, and perhaps written, through functions. */
function expose(name, get, set) {
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: true, enumerable: true, get, set });
}

module.exports = {
  _connectionListener,
  METHODS: methods.toSorted(),
  STATUS_CODES,
  Agent: httpAgent.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,

  /**
   * Makes an HTTP server.
   * @param {object} [opts]
   * @param {(req: IncomingMessage, res: ServerResponse) => void} [requestListener]
   * @returns {Server}
   */
  createServer: function createServer(opts, requestListener) {
    return new Server(opts, requestListener);
  },

  validateHeaderName,
  validateHeaderValue,

  /** A request without a body, already ended. */
  get: function get(url, options, cb) {
    const started = new ClientRequest(url, options, cb);
    started.end();
    return started;
  },

  /**
   * Starts a request; call `end` on what it returns.
   * @param {string|URL|object} url
   * @param {object} [options]
   * @param {(res: IncomingMessage) => void} [cb]
   * @returns {ClientRequest}
   */
  request: function request(url, options, cb) {
    return new ClientRequest(url, options, cb);
  },

  /** How many idle parsers are kept for reuse, at most. */
  setMaxIdleHTTPParsers: function setMaxIdleHTTPParsers(max) {
    validateInteger(max, 'max', 1);
    parsers.max = max;
  },

};

expose('maxHeaderSize', () => {
  maxHeaderSize ??= getOptionValue('--max-http-header-size') || DEFAULT_MAX_HEADER_SIZE;
  return maxHeaderSize;
});
expose('globalAgent', () => httpAgent.globalAgent, (agent) => { httpAgent.globalAgent = agent; });

// The globals of the same names; one that does not exist yet is undefined here as well.
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) expose(name, () => globalThis[name]);
