'use strict';

/** Protocols whose text may hold anything. */
const unsafeProtocol = new Set(['javascript', 'javascript:']);

/** Protocols that never have a host. */
const hostlessProtocol = unsafeProtocol;

/** Protocols that always have `//`. */
const slashedProtocol = new Set(
  ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'].flatMap((name) => [name, `${name}:`]),
);

module.exports = { hostlessProtocol, slashedProtocol, unsafeProtocol };
