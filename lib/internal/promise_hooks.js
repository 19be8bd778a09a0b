'use strict';

// The engine has one promise hook; here it is shared by all who want to hear of promises.

const { validateFunction } = require('./validators');

// Whoever is under iteration must not change: adding and removing replaces the arrays.
const hooks = { init: [], before: [], after: [], settled: [] };
const setters = { init: 'initHook', before: 'beforeHook', after: 'afterHook', settled: 'settledHook' };

const AsyncFunction = (async () => {}).constructor;
const AsyncGeneratorFunction = (async function* () {}).constructor;

// What a hook throws must not become the promise's.
function call(list, promise, parent) {
  for (const hook of list) {
    try {
      hook(promise, parent);
    } catch (error) {
      internalBinding('errors').triggerUncaughtException(error, false);
    }
  }
}

function init(promise, parent) {
  call(hooks.init, promise, parent);
}

function before(promise) {
  call(hooks.before, promise);
}

function after(promise) {
  call(hooks.after, promise);
}

function settled(promise) {
  call(hooks.settled, promise);
}

// Promises are slower with it, so it is set only while somebody listens.
function update() {
  const { setPromiseHooks } = internalBinding('async_wrap');
  const wanted = hooks.init.length + hooks.before.length + hooks.after.length + hooks.settled.length > 0;
  if (wanted) setPromiseHooks(init, settled, before, after);
  else setPromiseHooks();
}

// A hook that makes promises would be called for them.
function validateHook(hook, name) {
  validateFunction(hook, name);
  if (hook instanceof AsyncFunction || hook instanceof AsyncGeneratorFunction) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('./errors');
    throw new ERR_INVALID_ARG_TYPE(name, 'function', hook);
  }
}

function add(callbacks) {
  for (const [name, callback] of callbacks) hooks[name] = [...hooks[name], callback];
  update();
  return () => {
    for (const [name, callback] of callbacks) hooks[name] = hooks[name].filter((other) => other !== callback);
    update();
  };
}

/**
 * Has functions called in the life of all promises.
 * @param {{init?: Function, before?: Function, after?: Function, settled?: Function}} [callbacks]
 * @returns {() => void} ends it
 */
function createHook({ init, before, after, settled } = {}) {
  const given = Object.entries({ init, before, after, settled }).filter(([, callback]) => callback !== undefined);
  for (const [name, callback] of given) validateHook(callback, setters[name]);
  return add(given);
}

function makeUseHook(name) {
  return (hook) => {
    validateHook(hook, setters[name]);
    return add([[name, hook]]);
  };
}

module.exports = {
  createHook,
  onInit: makeUseHook('init'),
  onBefore: makeUseHook('before'),
  onAfter: makeUseHook('after'),
  onSettled: makeUseHook('settled'),
};
