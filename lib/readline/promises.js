'use strict';

const readlineInterface = require('../internal/readline/interface');
const { AbortError } = require('../internal/errors');
const { kEmptyObject } = require('../internal/util');
const { validateAbortSignal } = require('../internal/validators');
const { Readline } = require('../internal/readline/promises');

const { kQuestion, kQuestionCancel, kQuestionReject } = readlineInterface;

/** Makes an Interface; the arguments are its constructor's. */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

/** Reads lines; its `question` gives a promise. */
class Interface extends readlineInterface.Interface {
  /**
   * @param {string} query
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<string>} the answer
   */
  question(query, options = kEmptyObject) {
    return new Promise((answer, fail) => ask(this, query, options.signal, answer, fail));
  }
}

function ask(rl, query, signal, answer, fail) {
  let onAnswer = answer;
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    const giveUp = () => fail(new AbortError(undefined, { cause: signal.reason }));
    if (signal.aborted) {
      giveUp();
      return;
    }
    const { addAbortListener } = require('../internal/events/abort_listener');
    const listening = addAbortListener(signal, () => {
      rl[kQuestionCancel]();
      giveUp();
    });
    onAnswer = (line) => {
      listening[Symbol.dispose]();
      answer(line);
    };
  }
  rl[kQuestion](query, onAnswer);
  rl[kQuestionReject] = fail;
}

module.exports = { Interface, Readline, createInterface };
