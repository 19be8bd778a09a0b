'use strict';

const { AbortError } = require('../internal/errors');
const { kEmptyObject } = require('../internal/util');
const { validateAbortSignal } = require('../internal/validators');
const {
  Interface: Base,
  kQuestion,
  kQuestionCancel,
  kQuestionReject,
} = require('../internal/readline/interface');
const { Readline } = require('../internal/readline/promises');

/** Reads lines; its `question` gives a promise. */
class Interface extends Base {
  /**
   * @param {string} query
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<string>} the answer
   */
  question(query, options = kEmptyObject) {
    return new Promise((resolve, reject) => {
      let cb = resolve;
      const { signal } = options;
      if (signal) {
        validateAbortSignal(signal, 'options.signal');
        if (signal.aborted) {
          reject(new AbortError(undefined, { cause: signal.reason }));
          return;
        }
        const onAbort = () => {
          this[kQuestionCancel]();
          reject(new AbortError(undefined, { cause: signal.reason }));
        };
        const disposable = require('../internal/events/abort_listener').addAbortListener(signal, onAbort);
        cb = (answer) => {
          disposable[Symbol.dispose]();
          resolve(answer);
        };
      }
      this[kQuestion](query, cb);
      this[kQuestionReject] = reject;
    });
  }
}

/** Makes an Interface; the arguments are its constructor's. */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
