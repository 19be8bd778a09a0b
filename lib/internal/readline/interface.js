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
const kLineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;

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

class Interface extends EventEmitter {
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
    const onerror = (err) => this.emit('error', err);
    this.input.on('error', onerror);
    this.once('close', () => this.input.removeListener('error', onerror));
    if (this.terminal) this.#attachToTerminal();
    else this.#attachToStream();
    if (signal) this.#closeOn(signal);
    this.input.resume();
  }

  #attachToStream() {
    const { StringDecoder } = require('../../string_decoder');
    this[kDecoder] = new StringDecoder('utf8');
    const ondata = (data) => this[kNormalWrite](data);
    const onend = () => {
      if (typeof this[kLineBuffer] === 'string' && this[kLineBuffer].length > 0) {
        this.emit('line', this[kLineBuffer]);
      }
      this.close();
    };
    this.input.on('data', ondata);
    this.input.on('end', onend);
    this.once('close', () => {
      this.input.removeListener('data', ondata);
      this.input.removeListener('end', onend);
    });
  }

  #attachToTerminal() {
    require('./line_editor').startEditing(this);
    emitKeypressEvents(this.input, this);
    const onkeypress = (s, key) => {
      this[kTtyWrite](s, key);
      if (key?.sequence) {
        // Half of a pair: the other half changes how it looks.
        const code = key.sequence.codePointAt(0);
        if (code >= 0xD800 && code <= 0xDFFF) this[kRefreshLine]();
      }
    };
    const ontermend = () => {
      if (typeof this.line === 'string' && this.line.length > 0) this.emit('line', this.line);
      this.close();
    };
    const onresize = () => this[kRefreshLine]();
    this.input.on('keypress', onkeypress);
    this.input.on('end', ontermend);
    this[kSetRawMode](true);
    this.cursor = 0;
    if (this.output !== null && this.output !== undefined) this.output.on('resize', onresize);
    this.once('close', () => {
      this.input.removeListener('keypress', onkeypress);
      this.input.removeListener('end', ontermend);
      if (this.output !== null && this.output !== undefined) this.output.removeListener('resize', onresize);
    });
  }

  #closeOn(signal) {
    const onAborted = () => this.close();
    if (signal.aborted) {
      process.nextTick(onAborted);
    } else {
      const disposable = require('../events/abort_listener').addAbortListener(signal, onAborted);
      this.once('close', disposable[Symbol.dispose]);
    }
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

  [kSetRawMode](mode) {
    const wasInRawMode = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return wasInRawMode;
  }

  #checkOpen() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
  }

  /** Writes the prompt and waits for a line. */
  prompt(preserveCursor) {
    if (this.paused) this.resume();
    this.#checkOpen();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this[kRefreshLine]();
    } else {
      this[kWriteToOutput](this[kPrompt]);
    }
  }

  [kQuestion](query, cb) {
    this.#checkOpen();
    if (this[kQuestionCallback]) {
      this.prompt();
    } else {
      this[kOldPrompt] = this[kPrompt];
      this.setPrompt(query);
      this[kQuestionCallback] = cb;
      this.prompt();
    }
  }

  [kQuestionCancel]() {
    if (this[kQuestionCallback]) {
      this[kQuestionCallback] = null;
      this.setPrompt(this[kOldPrompt]);
      this.clearLine();
    }
  }

  [kOnLine](line) {
    if (this[kQuestionCallback]) {
      const cb = this[kQuestionCallback];
      this[kQuestionCallback] = null;
      this.setPrompt(this[kOldPrompt]);
      cb(line);
    } else {
      this.emit('line', line);
    }
  }

  [kWriteToOutput](stringToWrite) {
    validateString(stringToWrite, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) this.output.write(stringToWrite);
  }

  // Draws prompt and line anew, over what is there.
  [kRefreshLine]() {
    const line = this[kPrompt] + this.line;
    const end = this[kGetDisplayPos](line);
    const cursorPos = this.getCursorPos();
    const prevRows = this.prevRows || 0;
    if (prevRows > 0) moveCursor(this.output, 0, -prevRows);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this[kWriteToOutput](line);
    // Makes the terminal go to the next row.
    if (end.cols === 0) this[kWriteToOutput](' ');
    cursorTo(this.output, cursorPos.cols);
    const below = end.rows - cursorPos.rows;
    if (below > 0) moveCursor(this.output, 0, -below);
    this.prevRows = cursorPos.rows;
  }

  /** Gives the streams back; nothing more is read. */
  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this[kSetRawMode](false);
    this.closed = true;
    this.emit('close');
  }

  pause() {
    this.#checkOpen();
    if (this.paused) return this;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    this.#checkOpen();
    if (!this.paused) return this;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  /** Acts as if `d` (or the key) had been typed. */
  write(d, key) {
    this.#checkOpen();
    if (this.paused) this.resume();
    if (this.terminal) this[kTtyWrite](d, key);
    else this[kNormalWrite](d);
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
  [kGetDisplayPos](str) {
    const { getStringWidth, stripVTControlCharacters } = require('../util/inspect');
    const col = this.columns;
    let offset = 0;
    let rows = 0;
    for (const char of stripVTControlCharacters(str)) {
      if (char === '\n') {
        rows += Math.ceil(offset / col) || 1;
        offset = 0;
      } else if (char === '\t') {
        offset += this.tabSize - (offset % this.tabSize);
      } else if (getStringWidth(char, false) <= 1) {
        offset += getStringWidth(char, false);
      } else {
        // A wide character does not fit into the last column.
        if ((offset + 1) % col === 0) offset++;
        offset += 2;
      }
    }
    const cols = offset % col;
    rows += (offset - cols) / col;
    return { cols, rows };
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
    if (this[kLineObjectStream] === undefined) {
      this[kLineObjectStream] = EventEmitter.on(this, 'line', {
        close: ['close'],
        highWaterMark: 1024,
        [kFirstEventParam]: true,
      });
    }
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
