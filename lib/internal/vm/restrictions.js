'use strict';

// What a context is to do without: code from strings, `__proto__`.

const { compileFunction } = internalBinding('contextify');
const { getOptionValue } = require('../options');

/** Puts functions that throw where a realm's `eval` and constructors of functions are. */
const forbidCodeFromStrings = `
  const fail = () => {
    throw new EvalError('Code generation from strings disallowed for this context');
  };
  Object.defineProperty(global, 'eval', {
    value: new Proxy(eval, { apply: fail }), configurable: true, writable: true,
  });
  for (const sample of [function() {}, function*() {}, async function() {}, async function*() {}]) {
    const prototype = Object.getPrototypeOf(sample);
    const { constructor } = prototype;
    const replacement = new Proxy(constructor, { apply: fail, construct: fail });
    Object.defineProperty(prototype, 'constructor', { value: replacement });
    if (global.Function === constructor) {
      Object.defineProperty(global, 'Function', { value: replacement });
    }
  }`;

const deleteProto = 'delete Object.prototype.__proto__;';

const throwOnProto = `
  const fail = () => {
    const error = new Error('Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw');
    error.code = 'ERR_PROTO_ACCESS';
    throw error;
  };
  Object.defineProperty(Object.prototype, '__proto__', { get: fail, set: fail, enumerable: false, configurable: true });`;

/**
 * @param {VmContext | null} context null for the main one
 * @param {object} global
 * @param {boolean} forbidsStrings
 * @param {'' | 'delete' | 'throw'} disableProto
 */
function restrict(context, global, forbidsStrings, disableProto) {
  const run = (text) => (
    compileFunction(text, 'node:internal/vm/restrictions', 0, 0, undefined, ['global'], context, [])(global)
  );
  if (forbidsStrings) run(forbidCodeFromStrings);
  if (disableProto === 'delete') run(deleteProto);
  if (disableProto === 'throw') run(throwOnProto);
}

/** What the command line says. */
function restrictMainContext() {
  restrict(null, globalThis, getOptionValue('--disallow-code-generation-from-strings'), getOptionValue('--disable-proto'));
}

module.exports = { restrict, restrictMainContext };
