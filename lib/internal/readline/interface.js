'use strict';

// Lines from a stream; on a terminal, with editing (line_editor.js).

const EventEmitter = require('../../events');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE },
} = require('../errors');
const {
  validateAbortSignal,
  validateArray,
  validateNumber,
  validateString,
  validateUint32,
} = require('../validators');
const { clearScreenDown, cursorTo, moveCursor } = require('./callbacks');
const { emitKeypressEvents, kSawKeyPress } = require('./emitKeypressEvents');
const { kSubstringSearch } = require('./utils');

const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');
const kHistorySize = 30;
const kMinCrlfDelay = 100;
const kLineEnding = /\r\n?|[\n\u2028\u2029]/g;

const kDecoder = Symbol('_decoder');
const kLineBuffer = Symbol('_line_buffer');
const kLineObjectStream = Symbol('line object stream');
const kOldPrompt = Symbol('_oldPrompt');
const kPreviousKey = Symbol('_previousKey');
const kPrompt = Symbol('_prompt');
const kQuestion = Symbol('kQuestion');
const kQuestionCallback = Symbol('_questionCallback');
const kQuestionCancel = Symbol('kQuestionCancel');
const kQuestionReject = Symbol('kQuestionReject');
const kSawReturnAt = Symbol('_sawReturnAt');
const kSetRawMode = Symbol('_setRawMode');
const kOnLine = Symbol('_onLine');
const kWriteToOutput = Symbol('_writeToOutput');
const kRefreshLine = Symbol('_refreshLine');
const kNormalWrite = Symbol('_normalWrite');
const kTtyWrite = Symbol('_ttyWrite');
const kGetDisplayPos = Symbol('_getDisplayPos');

function readOptions(input, output, completer, terminal) {
  if (!input?.input) return { input, output, completer, terminal };
  const options = input;
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options.escapeCodeTimeout !== undefined && !Number.isFinite(options.escapeCodeTimeout)) {
    throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', options.escapeCodeTimeout);
  }
  return options;
}

function hasOutput({ output }) {
  return output !== undefined && output !== null;
}

class Interface extends EventEmitter {
  /** What takes its listeners off the streams again. */
  #detachers = [];

  /**
   * @param {Readable|object} input the stream to read, or all options: `{input, output, completer, terminal, history,
   *   historySize, removeHistoryDuplicates, prompt, crlfDelay, escapeCodeTimeout, tabSize, signal}`
   */
  constructor(input, output, completer, terminal) {
    const options = readOptions(input, output, completer, terminal);
    const { history = [], historySize = kHistorySize, tabSize = 8, signal, prompt = '> ', crlfDelay } = options;
    if (options.completer !== undefined && typeof options.completer !== 'function') {
      throw new ERR_INVALID_ARG_VALUE('completer', options.completer);
    }
    if (options.history !== undefined) validateArray(history, 'history');
    validateNumber(historySize, 'size', 0);
    if (options.tabSize !== undefined) validateUint32(tabSize, 'tabSize', true);
    super();

    this[kSawReturnAt] = 0;
    this.isCompletionEnabled = true;
    this[kSawKeyPress] = false;
    this[kPreviousKey] = null;
    this.escapeCodeTimeout = options.escapeCodeTimeout ?? 500;
    this.tabSize = tabSize;
    this.history = [...history];
    this.historySize = historySize;
    this.historyIndex = -1;
    this.removeHistoryDuplicates = !!options.removeHistoryDuplicates;
    this[kSubstringSearch] = null;
    this.output = options.output;
    this.input = options.input;
    this.crlfDelay = crlfDelay ? Math.max(kMinCrlfDelay, crlfDelay) : kMinCrlfDelay;
    this.completer = options.completer;
    this.line = '';
    this.closed = false;
    this.paused = false;
    this.setPrompt(prompt);
    this.terminal = !!(options.terminal === undefined && this.output != null ? this.output.isTTY : options.terminal);

    this[kLineObjectStream] = undefined;
    this.once('close', () => {
      for (const detach of this.#detachers) detach();
    });
    this.#listen(this.input, 'error', (err) => this.emit('error', err));
    if (this.terminal) this.#attachToTerminal();
    else this.#attachToStream();
    if (signal) this.#closeOn(signal);
    this.input.resume();
  }

  /** Listens to a stream until the interface closes. */
  #listen(stream, event, listener) {
    stream.on(event, listener);
    this.#detachers.push(() => stream.removeListener(event, listener));
  }

  /** What was typed or read since the last line ending becomes the last line. */
  #end(rest) {
    if (typeof rest === 'string' && rest !== '') this.emit('line', rest);
    this.close();
  }

  #attachToStream() {
    const { StringDecoder } = require('../../string_decoder');
    this[kDecoder] = new StringDecoder('utf8');
    this.#listen(this.input, 'data', (data) => this[kNormalWrite](data));
    this.#listen(this.input, 'end', () => this.#end(this[kLineBuffer]));
  }

  #attachToTerminal() {
    const { input, output } = this;
    const refresh = () => this[kRefreshLine]();
    require('./line_editor').startEditing(this);
    emitKeypressEvents(input, this);
    this.#listen(input, 'keypress', (text, key) => {
      this[kTtyWrite](text, key);
      // Half of a pair: the other half changes how it looks.
      if (/^[\uD800-\uDFFF]/u.test(key?.sequence ?? '')) refresh();
    });
    this.#listen(input, 'end', () => this.#end(this.line));
    this[kSetRawMode](true);
    this.cursor = 0;
    if (hasOutput(this)) this.#listen(output, 'resize', refresh);
  }

  #closeOn(signal) {
    const close = () => this.close();
    if (!signal.aborted) {
      const { addAbortListener } = require('../events/abort_listener');
      this.#detachers.push(addAbortListener(signal, close)[Symbol.dispose]);
      return;
    }
    process.nextTick(close);
  }

  /** The width of the terminal. */
  get columns() {
    return this.output?.columns || Infinity;
  }

  setPrompt(prompt) {
    this[kPrompt] = prompt;
  }

  getPrompt() {
    return this[kPrompt];
  }

  /** @returns {boolean} whether it was on before */
  [kSetRawMode](raw) {
    const { input } = this;
    const before = input.isRaw;
    if (typeof input.setRawMode === 'function') input.setRawMode(raw);
    return before;
  }

  #checkOpen() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
  }

  /** Writes the prompt and waits for a line. */
  prompt(preserveCursor) {
    if (this.paused) this.resume();
    this.#checkOpen();
    const canEdit = this.terminal && process.env.TERM !== 'dumb';
    if (!canEdit) {
      this[kWriteToOutput](this[kPrompt]);
      return;
    }
    if (!preserveCursor) this.cursor = 0;
    this[kRefreshLine]();
  }

  [kQuestion](query, onAnswer) {
    this.#checkOpen();
    // One at a time: a second question only shows the first again.
    if (!this[kQuestionCallback]) {
      this[kQuestionCallback] = onAnswer;
      this[kOldPrompt] = this[kPrompt];
      this.setPrompt(query);
    }
    this.prompt();
  }

  /** @returns {Function|null|undefined} who asked, if somebody did; from now on nobody does */
  #takeQuestion() {
    const onAnswer = this[kQuestionCallback];
    if (onAnswer) {
      this.setPrompt(this[kOldPrompt]);
      this[kQuestionCallback] = null;
    }
    return onAnswer;
  }

  [kQuestionCancel]() {
    const wasAsked = this.#takeQuestion();
    if (wasAsked) this.clearLine();
  }

  [kOnLine](line) {
    const onAnswer = this.#takeQuestion();
    if (!onAnswer) this.emit('line', line);
    else onAnswer(line);
  }

  [kWriteToOutput](text) {
    validateString(text, 'stringToWrite');
    if (hasOutput(this)) this.output.write(text);
  }

  // Draws prompt and line anew, over what is there.
  [kRefreshLine]() {
    const { output } = this;
    const shown = `${this[kPrompt]}${this.line}`;
    const end = this[kGetDisplayPos](shown);
    const cursor = this.getCursorPos();
    const rowsAbove = this.prevRows || 0;
    if (rowsAbove > 0) moveCursor(output, 0, -rowsAbove);
    cursorTo(output, 0);
    clearScreenDown(output);
    this[kWriteToOutput](shown);
    // Makes the terminal go to the next row.
    if (end.cols === 0) this[kWriteToOutput](' ');
    cursorTo(output, cursor.cols);
    if (end.rows > cursor.rows) moveCursor(output, 0, cursor.rows - end.rows);
    this.prevRows = cursor.rows;
  }

  /** Gives the streams back; nothing more is read. */
  close() {
    if (!this.closed) {
      this.pause();
      if (this.terminal) this[kSetRawMode](false);
      this.closed = true;
      this.emit('close');
    }
  }

  #setPaused(paused, action) {
    this.#checkOpen();
    if (Boolean(this.paused) === paused) return this;
    this.input[action]();
    this.paused = paused;
    this.emit(action);
    return this;
  }

  pause() {
    return this.#setPaused(true, 'pause');
  }

  resume() {
    return this.#setPaused(false, 'resume');
  }

  /** Acts as if `d` (or the key) had been typed. */
  write(d, key) {
    this.#checkOpen();
    if (this.paused) this.resume();
    const { terminal } = this;
    if (!terminal) this[kNormalWrite](d);
    else this[kTtyWrite](d, key);
  }

  // Cuts what is read into lines.
  [kNormalWrite](b) {
    if (b === undefined) return;
    let string = this[kDecoder].write(b);
    // \r at the end of one chunk and \n at the beginning of the next are one line ending.
    if (this[kSawReturnAt] && Date.now() - this[kSawReturnAt] <= this.crlfDelay) {
      if (string.charCodeAt(0) === 10) string = string.slice(1);
      this[kSawReturnAt] = 0;
    }
    // Only what is new is searched: what is left from before has no line ending.
    kLineEnding.lastIndex = 0;
    if (!kLineEnding.test(string)) {
      if (string) this[kLineBuffer] = this[kLineBuffer] ? this[kLineBuffer] + string : string;
      return;
    }
    if (this[kLineBuffer]) {
      string = this[kLineBuffer] + string;
      this[kLineBuffer] = null;
    }
    this[kSawReturnAt] = string.endsWith('\r') ? Date.now() : 0;
    const lines = string.split(kLineEnding);
    this[kLineBuffer] = lines.pop();
    for (const line of lines) this[kOnLine](line);
  }

  // Where the end of `str` is on the screen, from where it begins.
  [kGetDisplayPos](text) {
    const { getStringWidth, stripVTControlCharacters } = require('../util/inspect');
    const { columns, tabSize } = this;
    let rowsAbove = 0;
    let place = 0; // in the line of text, which may take several rows
    for (const char of stripVTControlCharacters(text)) {
      if (char === '\n') {
        rowsAbove += Math.ceil(place / columns) || 1;
        place = 0;
        continue;
      }
      const width = char === '\t' ? tabSize - (place % tabSize) : getStringWidth(char, false);
      // A wide character does not fit into the last column.
      if (width > 1 && char !== '\t' && (place + 1) % columns === 0) place += 1;
      place += width;
    }
    const cols = place % columns;
    return { cols, rows: rowsAbove + (place - cols) / columns };
  }

  /** Where the cursor is, from where the prompt begins. */
  getCursorPos() {
    return this[kGetDisplayPos](this[kPrompt] + this.line.slice(0, this.cursor));
  }

  /** Forgets the line being edited. */
  clearLine() {
    if (this.terminal) this.cursor = this.line.length;
    this[kWriteToOutput]('\r\n');
    this.line = '';
    this.cursor = 0;
    this.prevRows = 0;
  }

  [Symbol.asyncIterator]() {
    this[kLineObjectStream] ??= EventEmitter.on(this, 'line', {
      [kFirstEventParam]: true, close: ['close'], highWaterMark: 1024,
    });
    return this[kLineObjectStream];
  }

  [Symbol.dispose]() {
    this.close();
  }
}

module.exports = {
  Interface,
  kDecoder,
  kGetDisplayPos,
  kLineBuffer,
  kLineEnding,
  kNormalWrite,
  kOldPrompt,
  kOnLine,
  kPreviousKey,
  kPrompt,
  kQuestion,
  kQuestionCallback,
  kQuestionCancel,
  kQuestionReject,
  kRefreshLine,
  kSawKeyPress,
  kSawReturnAt,
  kSetRawMode,
  kTtyWrite,
  kWriteToOutput,
};
