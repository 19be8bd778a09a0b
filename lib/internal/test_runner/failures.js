'use strict';

// Why a test failed: `failureType` of ERR_TEST_FAILURE.

const { codes: { ERR_TEST_FAILURE } } = require('../errors');

const kCallbackAndPromise = 'callbackAndPromisePresent';
const kCancelledByParent = 'cancelledByParent';
const kHookFailure = 'hookFailed';
const kMultipleCallbackInvocations = 'multipleCallbackInvocations';
const kParentAlreadyFinished = 'parentAlreadyFinished';
const kSubtestsFailed = 'subtestsFailed';
const kTestAborted = 'testAborted';
const kTestCodeFailure = 'testCodeFailure';
const kTestTimeout = 'testTimeoutFailure';
const kUncaughtException = 'uncaughtException';
const kUnhandledRejection = 'unhandledRejection';

/**
 * @param {any} cause an error or a message
 * @param {string} type
 * @returns {Error} without frames: where the runner made it tells nobody anything
 */
function failure(cause, type) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new ERR_TEST_FAILURE(cause, type);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function isFailure(error) {
  return error?.code === 'ERR_TEST_FAILURE' && typeof error.failureType === 'string';
}

/** A failed hook is reported with what it threw as the cause. */
function hookFailure(hook, error) {
  const failed = failure(`failed running ${hook} hook`, kHookFailure);
  failed.cause = isFailure(error) && error.cause !== undefined ? error.cause : error;
  return failed;
}

module.exports = {
  failure,
  hookFailure,
  isFailure,
  kCallbackAndPromise,
  kCancelledByParent,
  kHookFailure,
  kMultipleCallbackInvocations,
  kParentAlreadyFinished,
  kSubtestsFailed,
  kTestAborted,
  kTestCodeFailure,
  kTestTimeout,
  kUncaughtException,
  kUnhandledRejection,
};
