'use strict';

const { AbortError } = require('./internal/errors');
const { defineLazyProperties, kEmptyObject } = require('./internal/util');
const { validateAbortSignal } = require('./internal/validators');
const base = require('./internal/readline/interface');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('./internal/readline/callbacks');
const { emitKeypressEvents } = require('./internal/readline/emitKeypressEvents');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
const { kQuestion, kQuestionCancel } = base;

/** Reads lines. Callable without `new`, as it was before there were classes. */
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  const self = Reflect.construct(base.Interface, [input, output, completer, terminal], new.target || Interface);
  if (typeof self.completer === 'function' && self.completer.length !== 2) {
    const { completer: withoutCallback } = self;
    self.completer = (line, cb) => cb(null, withoutCallback(line));
  }
  return self;
}
Object.setPrototypeOf(Interface.prototype, base.Interface.prototype);
Object.setPrototypeOf(Interface, base.Interface);

function questionOptions(options) {
  return typeof options === 'object' && options !== null ? options : kEmptyObject;
}

/** What takes the answer and, when it comes, no longer minds the signal. */
function answerUnlessAborted(signal, onAbort, onAnswer) {
  const { addAbortListener } = require('./internal/events/abort_listener');
  const listening = addAbortListener(signal, onAbort);
  return (answer) => {
    listening[Symbol.dispose]();
    return typeof onAnswer === 'function' ? onAnswer(answer) : undefined;
  };
}

/**
 * Shows `query` and calls back with the line that answers it.
 * @param {{signal?: AbortSignal}} [options]
 * @param {(answer: string) => void} cb
 */
Interface.prototype.question = function question(query, options, cb) {
  const { signal } = questionOptions(options);
  let onAnswer = typeof options === 'function' ? options : cb;
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) return;
    onAnswer = answerUnlessAborted(signal, () => this[kQuestionCancel](), onAnswer);
  }
  if (typeof onAnswer === 'function') this[kQuestion](query, onAnswer);
};

Interface.prototype.question[kCustomPromisify] = function question(query, options) {
  const settings = questionOptions(options);
  const { signal } = settings;
  const { promise, resolve, reject } = Promise.withResolvers();
  const giveUp = () => reject(new AbortError(undefined, { cause: signal.reason }));
  if (signal?.aborted) {
    giveUp();
    return promise;
  }
  try {
    this.question(query, settings, signal ? answerUnlessAborted(signal, giveUp, resolve) : resolve);
  } catch (error) {
    reject(error);
  }
  return promise;
};

// Programs reach for these names, some of them to replace what they do.
function alias(name, symbol) {
  Object.defineProperty(Interface.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[symbol];
    },
    set(value) {
      this[symbol] = value;
    },
  });
}
for (const [name, symbol] of [
  ['_decoder', base.kDecoder],
  ['_line_buffer', base.kLineBuffer],
  ['_oldPrompt', base.kOldPrompt],
  ['_previousKey', base.kPreviousKey],
  ['_prompt', base.kPrompt],
  ['_questionCallback', base.kQuestionCallback],
  ['_sawKeyPress', base.kSawKeyPress],
  ['_sawReturnAt', base.kSawReturnAt],
  ['_setRawMode', base.kSetRawMode],
  ['_onLine', base.kOnLine],
  ['_writeToOutput', base.kWriteToOutput],
  ['_refreshLine', base.kRefreshLine],
  ['_normalWrite', base.kNormalWrite],
  ['_ttyWrite', base.kTtyWrite],
  ['_getDisplayPos', base.kGetDisplayPos],
]) {
  alias(name, symbol);
}
Interface.prototype._getCursorPos = base.Interface.prototype.getCursorPos;

for (const name of [
  '_addHistory', '_insertString', '_wordLeft', '_wordRight', '_deleteLeft', '_deleteRight', '_deleteWordLeft',
  '_deleteWordRight', '_deleteLineLeft', '_deleteLineRight', '_line', '_historyNext', '_historyPrev', '_moveCursor',
]) {
  Interface.prototype[name] = function(...args) {
    return require('./internal/readline/line_editor').editing[name](this, ...args);
  };
}

/** Makes an Interface; the arguments are its constructor's. */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

/** Completers of this module call back rather than giving a promise. */
Interface.prototype._tabComplete = function(lastKeypressWasTab) {
  const typed = this.line.slice(0, this.cursor);
  this.pause();
  this.completer(typed, (reason, completions) => {
    this.resume();
    if (!reason) {
      require('./internal/readline/line_editor').showCompletions(this, lastKeypressWasTab, completions);
      return;
    }
    const { inspect } = require('./internal/util/inspect');
    this._writeToOutput(`Tab completion error: ${inspect(reason)}`);
  });
};

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
};

defineLazyProperties(module.exports, () => ({ promises: require('./readline/promises') }), ['promises']);
