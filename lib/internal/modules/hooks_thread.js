'use strict';

// `module.register()`, on the program's side: asynchronous hooks run on a thread of their own, with
// modules and globals of their own. The loaders ask it and wait for the answer.

const { ask } = internalBinding('hooks_thread');
const { codes } = require('../errors');
const { customization } = require('./helpers');
const { fromText, toText } = require('../worker/value_text');
const { cloneMessage } = require('../structured_clone');
const { updateLoaders } = require('./customization_hooks');

/**
 * @param {string} method of internal/modules/esm/hooks
 * @param {...any} args
 * @returns {any}
 */
function call(method, ...args) {
  return callWith(noPorts, method, args);
}

const noPorts = Object.freeze([]);

/** {@link call}, with ports among the arguments that the thread gets. */
function callWith(ports, method, args) {
  const answer = ask(toText([method, args], ports));
  if (answer === undefined) throw new codes.ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED();
  const { error, result, failed } = fromText(answer);
  if (failed) throw error;
  return result;
}

const thread = {
  resolve: (specifier, { conditions, importAttributes, parentURL }) => (
    call('resolve', specifier, { conditions, importAttributes: { ...importAttributes }, parentURL })
  ),
  load: (url, { format, importAttributes }) => (
    call('load', url, { format, importAttributes: { ...importAttributes } })
  ),
};

/**
 * Loads a module of hooks; those registered last are asked first.
 * @param {string} specifier
 * @param {string} parentURL
 * @param {any} data for its `initialize`
 * @param {object[]} [transferList]
 */
function register(specifier, parentURL, data, transferList = []) {
  // A copy first: what can't be cloned or transferred fails before anything has changed hands.
  const { value, ports } = cloneMessage(data, transferList);
  callWith(ports, 'register', [specifier, parentURL, value]);
  customization.thread = thread;
  updateLoaders();
}

/** @param {string[]} specifiers of `--experimental-loader` */
function registerFromCommandLine(specifiers) {
  const { pathToFileURL } = require('../url');
  const parentURL = pathToFileURL(`${process.cwd()}/`).href;
  const statements = specifiers.map((specifier) => `register(${JSON.stringify(encodeURIComponent(specifier))}, pathToFileURL("./"))`);
  process.emitWarning(
    '`--experimental-loader` may be removed in the future; instead use `register()`:\n' +
      '--import \'data:text/javascript,import { register } from "node:module"; ' +
      `import { pathToFileURL } from "node:url"; ${statements.join('; ')};'`,
    'ExperimentalWarning');
  for (const specifier of specifiers) register(specifier, parentURL);
}

module.exports = { register, registerFromCommandLine };
