'use strict';

// pino's transports are threads.
const pino = require('pino');

pino({ base: null, timestamp: false }, pino.transport({ target: 'pino/file', options: { destination: 1 } })).info(
  'from a thread',
);
