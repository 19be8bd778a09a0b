'use strict';

// TLS is not there yet: the module loads, for programs that only look at it, and says so when used.

const net = require('./net');
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('./internal/errors');

function unavailable(name) {
  return new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`tls.${name}`);
}

class TLSSocket extends net.Socket {
  constructor() {
    throw unavailable('TLSSocket');
  }
}

class Server extends net.Server {
  constructor() {
    throw unavailable('Server');
  }
}

class SecureContext {
  constructor() {
    throw unavailable('SecureContext');
  }
}

module.exports = {
  DEFAULT_CIPHERS: '',
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
  SecureContext,
  Server,
  TLSSocket,
};

for (const name of ['checkServerIdentity', 'connect', 'convertALPNProtocols', 'createSecureContext',
                    'createServer', 'getCACertificates', 'getCiphers', 'setDefaultCACertificates']) {
  module.exports[name] = { [name]() { throw unavailable(name); } }[name];
}

Object.defineProperty(module.exports, 'rootCertificates', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { throw unavailable('rootCertificates'); },
});
