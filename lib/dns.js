'use strict';

const {
  errorCodes, getDefaultResultOrder, setDefaultResultOrder,
} = require('./internal/dns/options');
const { lookup, lookupService } = require('./internal/dns/lookup');
const { Resolver, bindDefault, setDefaultServers } = require('./internal/dns/resolver');
const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = internalBinding('cares_wrap');

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: setDefaultServers,
  ADDRCONFIG: AI_ADDRCONFIG,
  ALL: AI_ALL,
  V4MAPPED: AI_V4MAPPED,
  ...errorCodes,
  ...bindDefault(),
};

Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('./internal/dns/promises');
  },
});
