'use strict';

const { validateBoolean, validateInteger, validateObject } = require('../validators');

const kMaxFrames = 200;

/**
 * util.getCallSites: the frames above the caller.
 * @param {Function} hidden the function whose caller is the first frame
 * @param {number|object} [frameCount]
 * @param {{sourceMap?: boolean}} [options]
 * @returns {object[]}
 */
function getCallSites(hidden, frameCount = 10, options) {
  if (options === undefined && typeof frameCount === 'object') {
    options = frameCount;
    frameCount = 10;
    validateObject(options, 'options');
  } else if (options !== undefined) {
    validateObject(options, 'options');
  }
  if (options?.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  validateRange(frameCount);
  return capture(hidden, Math.floor(frameCount));
}

/** Any number of frames will do, also one that is no integer. */
function validateRange(frameCount) {
  if (typeof frameCount !== 'number' || frameCount < 1 || frameCount > kMaxFrames) {
    validateInteger(frameCount, 'frameCount', 1, kMaxFrames);
  }
}

function capture(hidden, frameCount) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const target = {};
  try {
    Error.prepareStackTrace = (_, sites) => sites;
    Error.stackTraceLimit = frameCount;
    Error.captureStackTrace(target, hidden);
    return target.stack.map(describe);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace === undefined) delete Error.prepareStackTrace;
    else Error.prepareStackTrace = prepareStackTrace;
  }
}

function describe(site) {
  const columnNumber = site.getColumnNumber() ?? 0;
  return {
    __proto__: null,
    functionName: site.getFunctionName() ?? '',
    scriptId: `${site.getScriptId?.() ?? 0}`,
    scriptName: site.getFileName() ?? '',
    lineNumber: site.getLineNumber() ?? 0,
    columnNumber,
    column: columnNumber,
  };
}

module.exports = { getCallSites };
