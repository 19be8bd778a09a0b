'use strict';

const {
  errorCodes, getDefaultResultOrder, setDefaultResultOrder,
} = require('./options');
const { lookupPromise, lookupServicePromise } = require('./lookup');
const { PromiseResolver, bindDefaultPromises } = require('./resolver');

module.exports = {
  lookup: lookupPromise,
  lookupService: lookupServicePromise,
  getDefaultResultOrder,
  setDefaultResultOrder,
  Resolver: PromiseResolver,
  ...bindDefaultPromises(),
  ...errorCodes,
};
