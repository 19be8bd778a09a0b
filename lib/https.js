'use strict';

// TLS is not there yet. Programs load this module without using it, and ask for its agents:
// those exist, and whatever would open a connection says what is missing.

const { Agent: HttpAgent } = require('./_http_agent');
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('./internal/errors');

const DEFAULT_PORT = 443;
const GLOBAL_AGENT_TIMEOUT = 5000;

function unavailable(name) {
  return new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`${name} (TLS)`);
}

/** An agent for TLS connections; it cannot make any yet. */
function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  HttpAgent.call(this, { defaultPort: DEFAULT_PORT, protocol: 'https:', ...options });
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
}
Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype);
Object.setPrototypeOf(Agent, HttpAgent);

Agent.prototype.createConnection = function createConnection() {
  throw unavailable('https');
};

class Server {
  constructor() {
    throw unavailable('https.Server');
  }
}

function createServer() {
  throw unavailable('https.createServer');
}

/** A program hears first of a URL that is none. */
function checkUrl(input) {
  if (typeof input === 'string') new (require('./internal/url').URL)(input);
}

function request(input) {
  checkUrl(input);
  throw unavailable('https.request');
}

function get(input) {
  checkUrl(input);
  throw unavailable('https.get');
}

module.exports = {
  Agent,
  globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: GLOBAL_AGENT_TIMEOUT }),
  Server,
  createServer,
  get,
  request,
};
