'use strict';

// What `createCachedData()` gives and `cachedData` takes: the nodes that the engine made of a text, as the compile cache
// keeps them. Of the few texts that it can't keep the data only tell which text they are of.

const contextify = internalBinding('contextify');

/**
 * @param {string} text
 * @param {string} filename
 * @param {number} lineOffset
 * @param {number} columnOffset
 * @param {string[]} [params] of the function whose body the text is
 * @returns {Buffer}
 */
function cachedDataOf(text, filename, lineOffset, columnOffset, params) {
  return contextify.createCachedData(text, filename, lineOffset, columnOffset, undefined, params);
}

/**
 * @param {ArrayBufferView} data
 * @param {string} text
 * @param {string} filename
 * @param {number} lineOffset
 * @param {number} columnOffset
 * @param {string[]} [params]
 * @returns {boolean} whether the data are of this text, at this place
 */
function isCachedDataOf(data, text, filename, lineOffset, columnOffset, params) {
  return contextify.cachedDataFits(text, filename, lineOffset, columnOffset, undefined, params, data);
}

module.exports = { cachedDataOf, isCachedDataOf };
