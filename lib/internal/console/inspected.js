'use strict';

// What V8 adds to the global console for its inspector.

/** The methods of a console that `console.context` makes: what they are told goes to the inspector only. */
const contextMethods = [
  'dir', 'dirXml', 'table', 'groupEnd', 'clear', 'count', 'countReset', 'profile', 'profileEnd', 'debug', 'error', 'info',
  'log', 'warn', 'trace', 'group', 'groupCollapsed', 'assert', 'time', 'timeLog', 'timeEnd', 'timeStamp',
];

/**
 * A console whose output an inspector shows apart, under the name given. None is attached to this process: nobody sees it.
 * @param {string} [name]
 * @returns {object}
 */
const { context } = {
  context(name) {
    if (name !== undefined) String.prototype.concat.call('', name);
    const console = Object.create({});
    for (const method of contextMethods) console[method] = { [method](_) {} }[method];
    return console;
  },
};

/**
 * Ties what `run` calls to the place where the task was made, in the stacks that an inspector shows.
 * @param {string} name
 * @returns {{run: (fn: Function) => any}}
 */
const { createTask } = {
  createTask() {
    const name = arguments[0];
    if (typeof name !== 'string' || name === '') throw new Error('First argument must be a non-empty string.');
    const task = {
      run: {
        run() {
          if (this !== task) throw new Error("'run' called with illegal receiver.");
          const fn = arguments[0];
          if (typeof fn !== 'function') throw new Error('First argument must be a function.');
          return fn();
        },
      }.run,
    };
    return task;
  },
};

module.exports = { context, createTask };
