'use strict';

// Sends what undici's fetch and web sockets dispatch by `http.request`. An exchange answers undici's handler in its
// order: onConnect, onHeaders, onData for each piece, then onComplete or onError; or onUpgrade.

const http = require('../../http');
const errors = require('../deps/undici/lib/core/errors');
const { clearTimeout, setTimeout } = require('../../timers');

// In milliseconds, as undici has them.
const CONNECT_TIMEOUT = 10_000;
const HEADERS_TIMEOUT = 300_000;
const BODY_TIMEOUT = 300_000;
const KEEP_ALIVE_TIMEOUT = 4_000;

/** What `http.request` calls a lost connection. */
const LOST = new Set(['ECONNRESET', 'EPIPE']);

/** The client module of an origin's protocol. */
function clientOf(protocol) {
  return protocol === 'https:' ? require('../../https') : http;
}

/** One request and its answer. */
class Exchange {
  #handler;
  #request;
  #timer;
  #isOver = false;

  /**
   * @param {http.ClientRequest} request
   * @param {object} handler undici's
   */
  constructor(request, handler) {
    this.#request = request;
    this.#handler = handler;
    request.on('error', (error) => this.fail(error));
    request.on('close', () => this.fail(new errors.SocketError('other side closed')));
    request.on('response', (response) => this.#receive(response));
    request.on('upgrade', (response, socket, head) => this.#upgrade(response, socket, head));
    request.on('socket', (socket) => this.#onSocket(socket));
  }

  #onSocket(socket) {
    const connected = () => this.#expect(HEADERS_TIMEOUT, errors.HeadersTimeoutError);
    if (!socket.connecting) return connected();
    this.#expect(CONNECT_TIMEOUT, errors.ConnectTimeoutError);
    return socket.once('connect', connected);
  }

  /** What must come next has so long to do so. */
  #expect(milliseconds, TimeoutError) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.fail(new TimeoutError()), milliseconds);
    this.#timer.unref();
  }

  /**
   * Sends the body.
   * @param {AsyncIterable<Uint8Array> | null | undefined} body
   */
  async send(body) {
    const request = this.#request;
    try {
      for await (const piece of body ?? []) {
        if (this.#isOver) return;
        if (!request.write(piece)) await new Promise((resolve) => this.#onceWritable(resolve));
      }
      request.end();
    } catch (error) {
      this.fail(error);
    }
  }

  #onceWritable(resolve) {
    this.#request.once('drain', resolve);
    this.#request.once('close', resolve);
  }

  #receive(response) {
    this.#expect(BODY_TIMEOUT, errors.BodyTimeoutError);
    response.on('error', (error) => this.fail(error));
    response.on('end', () => this.#complete(response));
    response.on('data', (piece) => {
      this.#timer.refresh();
      if (this.#handler.onData(piece) === false) response.pause();
    });
    response.pause();
    const { statusCode, statusMessage, rawHeaders } = response;
    const accepted = this.#handler.onHeaders(statusCode, rawHeaders, () => response.resume(), statusMessage);
    if (accepted !== false) response.resume();
  }

  #complete(response) {
    if (!this.#end()) return;
    this.#handler.onComplete(response.rawTrailers);
  }

  #upgrade({ statusCode, rawHeaders }, socket, head) {
    if (!this.#end()) return;
    if (head.length > 0) socket.unshift(head);
    this.#handler.onUpgrade(statusCode, rawHeaders, socket);
  }

  /** Whether this is the end: there is only one. */
  #end() {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearTimeout(this.#timer);
    return true;
  }

  /** @param {Error} [reason] */
  fail(reason = new errors.RequestAbortedError()) {
    if (!this.#end()) return;
    this.#request.destroy();
    this.#handler.onError(LOST.has(reason.code) && reason.syscall === undefined ?
      new errors.SocketError('other side closed') : reason);
  }
}

/** The dispatcher that there is unless a program sets its own. */
class HttpDispatcher {
  #agents = new Map();

  #agentOf(protocol) {
    let agent = this.#agents.get(protocol);
    if (agent === undefined) {
      agent = new (clientOf(protocol)).Agent({ keepAlive: true, timeout: KEEP_ALIVE_TIMEOUT });
      this.#agents.set(protocol, agent);
    }
    return agent;
  }

  /**
   * @param {{origin: string | URL, path: string, method: string, headers: Record<string, string>,
   *   body?: AsyncIterable<Uint8Array> | null, upgrade?: string}} options
   * @param {object} handler undici's
   * @returns {boolean} always: what has no connection yet waits for one
   */
  dispatch({ origin, path, method, headers, body, upgrade }, handler) {
    const { protocol, hostname, host, port } = new URL(origin);
    const connection = upgrade === undefined ? 'keep-alive' : 'upgrade';
    const request = clientOf(protocol).request({
      protocol,
      host: hostname.replace(/^\[|\]$/g, ''),
      port,
      path,
      method,
      headers: { host, connection, ...(upgrade === undefined ? undefined : { upgrade }), ...headers },
      agent: upgrade === undefined ? this.#agentOf(protocol) : false,
    });
    const exchange = new Exchange(request, handler);
    handler.onConnect((reason) => exchange.fail(reason));
    exchange.send(body);
    return true;
  }

  async close() {
    this.destroy();
  }

  async destroy() {
    for (const agent of this.#agents.values()) agent.destroy();
  }
}

module.exports = { HttpDispatcher };
