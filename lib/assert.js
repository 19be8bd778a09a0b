'use strict';

const { codes } = require('./internal/errors');
const { inspect } = require('./internal/util/inspect');
const { isRegExp } = require('./internal/util/types');
const { validateOneOf } = require('./internal/validators');
const AssertionError = require('./internal/assert/assertion_error');
const {
  expectsError, expectsNoError, getActual, waitForActual,
} = require('./internal/assert/expected_error');
const { innerFail, innerOk, isError } = require('./internal/assert/utils');

const kOptions = Symbol('options');

let comparisons;
function compare() {
  return comparisons ??= require('./internal/util/comparisons');
}

// A method may be called detached from its instance, and then works with the defaults.
function diffOf(self) {
  return self?.[kOptions]?.diff;
}

function requirePair(args) {
  if (args.length < 2) throw new codes.ERR_MISSING_ARGS('actual', 'expected');
}

function failPair(fn, operator, self, actual, expected, message) {
  innerFail({ actual, expected, message, operator, stackStartFn: fn, diff: diffOf(self) });
}

/**
 * The assertions bound to options of their own.
 * @class
 * @param {object} [options]
 * @param {'simple'|'full'} [options.diff] how much of long values a failure shows
 * @param {boolean} [options.strict] whether `equal` and its kin mean the strict ones (default true)
 * @param {boolean} [options.skipPrototype] whether deep strict equality ignores prototypes
 */
function Assert(options) {
  if (!new.target) throw new codes.ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  const settings = { __proto__: null, ...options, strict: options?.strict ?? true };
  if (settings.diff !== undefined) validateOneOf(settings.diff, 'options.diff', ['simple', 'full']);
  this.AssertionError = AssertionError;
  Object.defineProperty(this, kOptions, {
    __proto__: null,
    value: settings,
    enumerable: false,
    configurable: false,
    writable: false,
  });
  if (settings.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

let warnedAboutFail = false;

// Plain functions, not class methods: enumerable, and `new` and `this` behave as in user code's expectations.
const methods = {
  fail: function fail(actual, expected, message, operator, stackStartFn) {
    const count = arguments.length;
    let text = message;
    let sign = operator;
    let value = actual;
    let generated = false;
    if (actual == null && count <= 1) {
      generated = true;
      text = 'Failed';
    } else if (count === 1) {
      text = actual;
      value = undefined;
    } else {
      if (!warnedAboutFail) {
        warnedAboutFail = true;
        process.emitWarning(
          'assert.fail() with more than one argument is deprecated. ' +
            'Please use assert.strictEqual() instead or only pass a message.',
          'DeprecationWarning',
          'DEP0094');
      }
      if (count === 2) sign = '!=';
    }
    if (isError(text)) throw text;
    const details = {
      actual: value,
      expected,
      operator: sign === undefined ? 'fail' : sign,
      stackStartFn: stackStartFn || fail,
      message: text,
      diff: diffOf(this),
    };
    const error = new AssertionError(details);
    if (generated) error.generatedMessage = true;
    throw error;
  },

  ok: function ok(...args) {
    innerOk(ok, args.length, args[0], args[1], diffOf(this));
  },

  equal: function equal(actual, expected, message) {
    requirePair(arguments);
    // eslint-disable-next-line eqeqeq
    if (actual != expected && (!Number.isNaN(actual) || !Number.isNaN(expected))) {
      failPair(equal, '==', this, actual, expected, message);
    }
  },

  notEqual: function notEqual(actual, expected, message) {
    requirePair(arguments);
    // eslint-disable-next-line eqeqeq
    if (actual == expected || (Number.isNaN(actual) && Number.isNaN(expected))) {
      failPair(notEqual, '!=', this, actual, expected, message);
    }
  },

  deepEqual: function deepEqual(actual, expected, message) {
    requirePair(arguments);
    if (!compare().isDeepEqual(actual, expected)) {
      failPair(deepEqual, 'deepEqual', this, actual, expected, message);
    }
  },

  notDeepEqual: function notDeepEqual(actual, expected, message) {
    requirePair(arguments);
    if (compare().isDeepEqual(actual, expected)) {
      failPair(notDeepEqual, 'notDeepEqual', this, actual, expected, message);
    }
  },

  deepStrictEqual: function deepStrictEqual(actual, expected, message) {
    requirePair(arguments);
    if (!compare().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
      failPair(deepStrictEqual, 'deepStrictEqual', this, actual, expected, message);
    }
  },

  notDeepStrictEqual: function notDeepStrictEqual(actual, expected, message) {
    requirePair(arguments);
    if (compare().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
      failPair(notDeepStrictEqual, 'notDeepStrictEqual', this, actual, expected, message);
    }
  },

  strictEqual: function strictEqual(actual, expected, message) {
    requirePair(arguments);
    if (!Object.is(actual, expected)) {
      failPair(strictEqual, 'strictEqual', this, actual, expected, message);
    }
  },

  notStrictEqual: function notStrictEqual(actual, expected, message) {
    requirePair(arguments);
    if (Object.is(actual, expected)) {
      failPair(notStrictEqual, 'notStrictEqual', this, actual, expected, message);
    }
  },

  partialDeepStrictEqual: function partialDeepStrictEqual(actual, expected, message) {
    requirePair(arguments);
    if (!compare().isPartialStrictEqual(actual, expected)) {
      failPair(partialDeepStrictEqual, 'partialDeepStrictEqual', this, actual, expected, message);
    }
  },

  throws: function throws(fn, ...args) {
    expectsError(throws, getActual(fn), args, diffOf(this));
  },

  rejects: async function rejects(promiseFn, ...args) {
    expectsError(rejects, await waitForActual(promiseFn), args, diffOf(this));
  },

  doesNotThrow: function doesNotThrow(fn, ...args) {
    expectsNoError(doesNotThrow, getActual(fn), args[0], args[1], diffOf(this));
  },

  doesNotReject: async function doesNotReject(fn, ...args) {
    expectsNoError(doesNotReject, await waitForActual(fn), args[0], args[1], diffOf(this));
  },

  ifError: function ifError(err) {
    if (err !== null && err !== undefined) throw unexpectedError(err, ifError, diffOf(this));
  },

  match: function match(string, regexp, message) {
    checkMatch(string, regexp, message, match, diffOf(this));
  },

  doesNotMatch: function doesNotMatch(string, regexp, message) {
    checkMatch(string, regexp, message, doesNotMatch, diffOf(this));
  },
};

Object.assign(Assert.prototype, methods);

function unexpectedError(err, stackStartFn, diff) {
  let reason;
  if (typeof err === 'object' && typeof err.message === 'string') {
    reason = err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  } else {
    reason = inspect(err);
  }
  const error = new AssertionError({
    actual: err,
    expected: null,
    operator: 'ifError',
    message: `ifError got unwanted exception: ${reason}`,
    stackStartFn,
    diff,
  });
  joinStacks(error, err.stack);
  return error;
}

/** Shows where the received error came from below the assertion's own frames, which both have in part. */
function joinStacks(error, receivedStack) {
  if (typeof receivedStack !== 'string') return;
  const start = receivedStack.indexOf('\n    at');
  if (start === -1) return;
  const receivedFrames = receivedStack.slice(start + 1).split('\n');
  let ownFrames = error.stack.split('\n');
  for (const frame of receivedFrames) {
    const shared = ownFrames.indexOf(frame);
    if (shared !== -1) {
      ownFrames = ownFrames.slice(0, shared);
      break;
    }
  }
  error.stack = `${ownFrames.join('\n')}\n${receivedFrames.join('\n')}`;
}

function checkMatch(string, regexp, message, fn, diff) {
  if (!isRegExp(regexp)) throw new codes.ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  const wanted = fn === methods.match;
  if (typeof string === 'string' && (regexp.exec(string) !== null) === wanted) return;
  if (isError(message)) throw message;
  const error = new AssertionError({
    actual: string,
    expected: regexp,
    message: message || mismatchMessage(string, regexp, wanted),
    operator: fn.name,
    stackStartFn: fn,
    diff,
  });
  error.generatedMessage = !message;
  throw error;
}

function mismatchMessage(string, regexp, wanted) {
  if (typeof string !== 'string') {
    return `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  }
  const failure = wanted ? 'did not match the' : 'was expected to not match the';
  return `The input ${failure} regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
}

let DeprecatedCallTracker;
function callTracker() {
  return DeprecatedCallTracker ??= require('./internal/util').deprecate(
    require('./internal/assert/calltracker'), 'assert.CallTracker is deprecated.', 'DEP0173');
}

/** Lays the assertions out on the callable `assert`, in the order in which Node.js lists them. */
function furnish(target, base) {
  Object.assign(target, {
    AssertionError,
    CallTracker: undefined,
    ok: assert,
    fail: base.fail,
    equal: base.equal,
    notEqual: base.notEqual,
    deepEqual: base.deepEqual,
    notDeepEqual: base.notDeepEqual,
    deepStrictEqual: base.deepStrictEqual,
    notDeepStrictEqual: base.notDeepStrictEqual,
    strictEqual: base.strictEqual,
    notStrictEqual: base.notStrictEqual,
    partialDeepStrictEqual: base.partialDeepStrictEqual,
    match: base.match,
    doesNotMatch: base.doesNotMatch,
    throws: base.throws,
    rejects: base.rejects,
    doesNotThrow: base.doesNotThrow,
    doesNotReject: base.doesNotReject,
    ifError: base.ifError,
  });
  // Deprecated and rare: not worth loading with every assert.
  Object.defineProperty(target, 'CallTracker', {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get: callTracker,
    set(value) {
      Object.defineProperty(target, 'CallTracker', {
        __proto__: null, enumerable: true, configurable: true, writable: true, value,
      });
    },
  });
  return target;
}

/**
 * Fails when `value` is falsy.
 * @param {any} value
 * @param {string|Error} [message]
 */
function assert(...args) {
  innerOk(assert, args.length, args[0], args[1]);
}
Object.defineProperty(assert, 'name', { __proto__: null, configurable: true, value: 'ok' });

function strict(...args) {
  innerOk(strict, args.length, args[0], args[1]);
}

furnish(assert, methods);
assert.strict = furnish(strict, {
  ...methods,
  equal: methods.strictEqual,
  notEqual: methods.notStrictEqual,
  deepEqual: methods.deepStrictEqual,
  notDeepEqual: methods.notDeepStrictEqual,
});
assert.Assert = Assert;
strict.Assert = Assert;
strict.strict = strict;

module.exports = assert;
