'use strict';

const {
  errorCodes, getDefaultResultOrder, setDefaultResultOrder,
} = require('./options');
const { lookupPromise, lookupServicePromise } = require('./lookup');
const { PromiseResolver, bindDefaultPromises, setDefaultServers } = require('./resolver');

module.exports = {
  lookup: lookupPromise,
  lookupService: lookupServicePromise,
  Resolver: PromiseResolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: setDefaultServers,
  ...errorCodes,
  ...bindDefaultPromises(),
};
