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

/** Frames of the runner itself, and of the promises that it waits for. */
const ownFrame = /\(?node:|^\s+at (?:async )?(?:Promise\.all|new Promise|Array\.map)/;

/**
 * @param {any} cause an error or a message
 * @param {string} type
 * @returns {Error} with the frames of the program only
 */
function failure(cause, type) {
  const error = new ERR_TEST_FAILURE(cause, type);
  const { stack } = error;
  if (typeof stack === 'string') {
    const start = stack.search(/\n {4}at /);
    if (start !== -1) {
      const frames = stack.slice(start + 1).split('\n').filter((line) => !ownFrame.test(line));
      error.stack = [stack.slice(0, start), ...frames].join('\n');
    }
  }
  return error;
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
  kMultipleCallbackInvocations,
  kParentAlreadyFinished,
  kSubtestsFailed,
  kTestAborted,
  kTestCodeFailure,
  kTestTimeout,
  kUncaughtException,
  kUnhandledRejection,
};
