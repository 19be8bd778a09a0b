'use strict';

const {
  errorCodes, getDefaultResultOrder, setDefaultResultOrder,
} = require('./options');
const { lookupPromise, lookupServicePromise } = require('./lookup');

module.exports = {
  lookup: lookupPromise,
  lookupService: lookupServicePromise,
  getDefaultResultOrder,
  setDefaultResultOrder,
  ...errorCodes,
};
