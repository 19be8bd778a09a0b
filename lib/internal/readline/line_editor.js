'use strict';

// What an Interface does on a terminal: the keys, the kill ring, undo, history and completion.

const {
  Interface,
  kGetDisplayPos,
  kLineEnding,
  kOnLine,
  kPreviousKey,
  kQuestionReject,
  kRefreshLine,
  kSawReturnAt,
  kSetRawMode,
  kTtyWrite,
  kWriteToOutput,
} = require('./interface');
const { AbortError } = require('../errors');
const { clearScreenDown, cursorTo, moveCursor } = require('./callbacks');
const { charLengthAt, charLengthLeft, commonPrefix, kSubstringSearch } = require('./utils');

const kMaxUndo = 2048;
const kMaxKills = 32;

const kUndoStack = Symbol('_undoStack');
const kRedoStack = Symbol('_redoStack');
const kKillRing = Symbol('_killRing');
const kKillRingCursor = Symbol('_killRingCursor');
const kYanking = Symbol('_yanking');

/** Prepares an Interface for editing. */
function startEditing(iface) {
  iface[kUndoStack] = [];
  iface[kRedoStack] = [];
  iface[kKillRing] = [];
  iface[kKillRingCursor] = 0;
  iface[kYanking] = false;
}

// --- editing ---

function remember(rl) {
  rl[kUndoStack].push({ text: rl.line, cursor: rl.cursor });
  if (rl[kUndoStack].length > kMaxUndo) rl[kUndoStack].shift();
  rl[kRedoStack].length = 0;
}

// The line is now `text`, with the cursor there.
function replaceLine(rl, text, cursor) {
  rl.line = text;
  rl.cursor = cursor;
  rl[kRefreshLine]();
}

function swapState(rl, from, to) {
  if (from.length === 0) return;
  to.push({ text: rl.line, cursor: rl.cursor });
  const { text, cursor } = from.pop();
  replaceLine(rl, text, cursor);
}

function kill(rl, text) {
  if (!text || text === rl[kKillRing][0]) return;
  rl[kKillRing].unshift(text);
  rl[kKillRingCursor] = 0;
  if (rl[kKillRing].length > kMaxKills) rl[kKillRing].pop();
}

function removeRange(rl, start, end, killed) {
  if (start >= end) return;
  remember(rl);
  if (killed) kill(rl, rl.line.slice(start, end));
  replaceLine(rl, rl.line.slice(0, start) + rl.line.slice(end), start);
}

function insertString(rl, text) {
  remember(rl);
  if (rl.cursor < rl.line.length) {
    replaceLine(rl, rl.line.slice(0, rl.cursor) + text + rl.line.slice(rl.cursor), rl.cursor + text.length);
    return;
  }
  const before = rl.getCursorPos();
  rl.line += text;
  rl.cursor += text.length;
  if (before.rows < rl.getCursorPos().rows) rl[kRefreshLine]();
  else rl[kWriteToOutput](text);
}

function moveBy(rl, dx) {
  if (dx === 0) return;
  const before = rl.getCursorPos();
  rl.cursor = Math.min(Math.max(rl.cursor + dx, 0), rl.line.length);
  const after = rl.getCursorPos();
  if (before.rows === after.rows) moveCursor(rl.output, after.cols - before.cols, 0);
  else rl[kRefreshLine]();
}

function wordStart(rl) {
  // The text is turned around, which finds the last word without backtracking.
  const reversed = Array.from(rl.line.slice(0, rl.cursor)).reverse().join('');
  return rl.cursor - /^\s*(?:[^\w\s]+|\w+)?/.exec(reversed)[0].length;
}

function wordEnd(rl) {
  const match = /^(?:\s+|\W+|\w+)\s*/.exec(rl.line.slice(rl.cursor));
  return rl.cursor + (match === null ? 0 : match[0].length);
}

function deleteLeft(rl) {
  if (rl.cursor > 0) removeRange(rl, rl.cursor - charLengthLeft(rl.line, rl.cursor), rl.cursor);
}

function deleteRight(rl) {
  if (rl.cursor < rl.line.length) removeRange(rl, rl.cursor, rl.cursor + charLengthAt(rl.line, rl.cursor));
}

function yank(rl) {
  if (rl[kKillRing].length === 0) return;
  rl[kYanking] = true;
  insertString(rl, rl[kKillRing][rl[kKillRingCursor]]);
}

// Puts the kill before in place of the one just yanked.
function yankPop(rl) {
  const ring = rl[kKillRing];
  if (!rl[kYanking] || ring.length <= 1) return;
  const last = ring[rl[kKillRingCursor]];
  rl[kKillRingCursor] = (rl[kKillRingCursor] + 1) % ring.length;
  const start = rl.cursor - last.length;
  const next = ring[rl[kKillRingCursor]];
  replaceLine(rl, rl.line.slice(0, start) + next + rl.line.slice(rl.cursor), start + next.length);
}

// --- history ---

function addHistory(rl) {
  if (rl.line.length === 0) return '';
  if (rl.history === undefined || rl.historySize === 0 || rl.line.trim().length === 0) return rl.line;
  if (rl.history.length === 0 || rl.history[0] !== rl.line) {
    if (rl.removeHistoryDuplicates) {
      const duplicate = rl.history.indexOf(rl.line);
      if (duplicate !== -1) rl.history.splice(duplicate, 1);
    }
    rl.history.unshift(rl.line);
    if (rl.history.length > rl.historySize) rl.history.pop();
  }
  rl.historyIndex = -1;
  const line = rl.history[0];
  rl.emit('history', rl.history);
  return line;
}

// To the next older (1) or newer (-1) line that begins with what was typed.
function browseHistory(rl, step) {
  if (step < 0 ? rl.historyIndex < 0 : rl.historyIndex >= rl.history.length || rl.history.length === 0) return;
  remember(rl);
  const search = rl[kSubstringSearch] || '';
  let index = rl.historyIndex + step;
  while (index >= 0 && index < rl.history.length &&
         (!rl.history[index].startsWith(search) || rl.line === rl.history[index])) {
    index += step;
  }
  const text = rl.history[index] ?? search;
  rl.historyIndex = index;
  replaceLine(rl, text, text.length);
}

function finishLine(rl) {
  const line = addHistory(rl);
  rl[kUndoStack].length = 0;
  rl[kRedoStack].length = 0;
  rl.clearLine();
  rl[kOnLine](line);
}

// --- completion ---

async function complete(rl, lastKeypressWasTab) {
  rl.pause();
  const string = rl.line.slice(0, rl.cursor);
  let value;
  try {
    value = await rl.completer(string);
  } catch (err) {
    const { inspect } = require('../util/inspect');
    rl[kWriteToOutput](`Tab completion error: ${inspect(err)}`);
    return;
  } finally {
    if (!rl.closed) rl.resume();
  }
  showCompletions(rl, lastKeypressWasTab, value);
}

function showCompletions(rl, lastKeypressWasTab, [completions, completeOn]) {
  if (!completions || completions.length === 0) return;
  const prefix = commonPrefix(completions.filter((each) => each !== ''));
  if (prefix.startsWith(completeOn) && prefix.length > completeOn.length) {
    insertString(rl, prefix.slice(completeOn.length));
    return;
  }
  if (!completeOn.startsWith(prefix)) {
    const start = rl.cursor - completeOn.length;
    replaceLine(rl, rl.line.slice(0, start) + prefix + rl.line.slice(rl.cursor), start + prefix.length);
    return;
  }
  if (!lastKeypressWasTab) return;
  rl[kWriteToOutput](completionTable(completions, rl.columns));
  rl[kRefreshLine]();
}

// Columns as wide as the widest; an empty completion starts a new group.
function completionTable(completions, columns) {
  const { getStringWidth } = require('../util/inspect');
  const widths = completions.map((each) => getStringWidth(each));
  const width = Math.max(...widths) + 2;
  let perRow = Math.floor(columns / width) || 1;
  if (perRow === Infinity) perRow = 1;
  let output = '\r\n';
  let inRow = 0;
  let padding = 0;
  completions.forEach((completion, i) => {
    if (completion === '' || inRow === perRow) {
      output += '\r\n';
      inRow = 0;
      padding = 0;
    } else {
      output += ' '.repeat(padding);
    }
    if (completion === '') {
      output += '\r\n';
    } else {
      output += completion;
      padding = width - widths[i];
      inRow++;
    }
  });
  return inRow === 0 ? output : `${output}\r\n\r\n`;
}

// --- keys ---

function abandon(rl, how) {
  rl.close();
  rl[kQuestionReject]?.(new AbortError(`Aborted with ${how}`));
}

// Ctrl+Z: the terminal is as it was until the program comes back.
function suspend(rl) {
  if (process.platform === 'win32') return;
  if (rl.listenerCount('SIGTSTP') > 0) {
    rl.emit('SIGTSTP');
    return;
  }
  process.once('SIGCONT', () => {
    if (!rl.paused) {
      rl.pause();
      rl.emit('SIGCONT');
    }
    rl[kSetRawMode](true);
    rl[kRefreshLine]();
  });
  rl[kSetRawMode](false);
  process.kill(process.pid, 'SIGTSTP');
}

const controlShiftKeys = {
  __proto__: null,
  backspace: (rl) => removeRange(rl, 0, rl.cursor, true),
  delete: (rl) => removeRange(rl, rl.cursor, rl.line.length, true),
};

const controlKeys = {
  __proto__: null,
  c(rl) {
    if (rl.listenerCount('SIGINT') > 0) rl.emit('SIGINT');
    else abandon(rl, 'Ctrl+C');
  },
  h: deleteLeft,
  d(rl) {
    if (rl.cursor === 0 && rl.line.length === 0) abandon(rl, 'Ctrl+D');
    else deleteRight(rl);
  },
  u: controlShiftKeys.backspace,
  k: controlShiftKeys.delete,
  a: (rl) => moveBy(rl, -Infinity),
  e: (rl) => moveBy(rl, +Infinity),
  b: (rl) => moveBy(rl, -charLengthLeft(rl.line, rl.cursor)),
  f: (rl) => moveBy(rl, +charLengthAt(rl.line, rl.cursor)),
  l(rl) {
    cursorTo(rl.output, 0, 0);
    clearScreenDown(rl.output);
    rl[kRefreshLine]();
  },
  n: (rl) => browseHistory(rl, -1),
  p: (rl) => browseHistory(rl, 1),
  y: yank,
  z: suspend,
  w: (rl) => removeRange(rl, wordStart(rl), rl.cursor, true),
  backspace: (rl) => removeRange(rl, wordStart(rl), rl.cursor, true),
  delete: (rl) => removeRange(rl, rl.cursor, wordEnd(rl), true),
  left: (rl) => moveBy(rl, wordStart(rl) - rl.cursor),
  right: (rl) => moveBy(rl, wordEnd(rl) - rl.cursor),
};

const metaKeys = {
  __proto__: null,
  b: controlKeys.left,
  f: controlKeys.right,
  d: controlKeys.delete,
  delete: controlKeys.delete,
  backspace: controlKeys.backspace,
  y: yankPop,
};

const plainKeys = {
  __proto__: null,
  return(rl) {
    rl[kSawReturnAt] = Date.now();
    finishLine(rl);
  },
  enter(rl) {
    // \r\n is one end of line, unless \n takes its time.
    if (rl[kSawReturnAt] === 0 || Date.now() - rl[kSawReturnAt] > rl.crlfDelay) finishLine(rl);
    rl[kSawReturnAt] = 0;
  },
  backspace: deleteLeft,
  delete: deleteRight,
  left: controlKeys.b,
  right: controlKeys.f,
  home: controlKeys.a,
  end: controlKeys.e,
  up: controlKeys.p,
  down: controlKeys.n,
};

function typeText(rl, s) {
  let start = 0;
  kLineEnding.lastIndex = 0;
  for (let match; (match = kLineEnding.exec(s)) !== null;) {
    const end = kLineEnding.lastIndex;
    insertString(rl, s.slice(start, match.index));
    finishLine(rl);
    start = end;
    // A listener may have used the expression.
    kLineEnding.lastIndex = end;
  }
  if (start < s.length) insertString(rl, s.slice(start));
}

function updateSearch(rl, key) {
  const isArrow = (key.name === 'up' || key.name === 'down') && !key.ctrl && !key.meta && !key.shift;
  if (isArrow) {
    rl[kSubstringSearch] ??= rl.line.slice(0, rl.cursor);
  } else if (rl[kSubstringSearch] !== null) {
    rl[kSubstringSearch] = null;
    if (rl.history.length === rl.historyIndex) rl.historyIndex = -1;
  }
}

/** Does what a key is for. */
Interface.prototype[kTtyWrite] = function(s, key) {
  const previousKey = this[kPreviousKey];
  key ||= {};
  this[kPreviousKey] = key;
  if (!key.meta || key.name !== 'y') this[kYanking] = false;
  updateSearch(this, key);

  if (typeof key.sequence === 'string') {
    // Ctrl+_ and Ctrl+^
    const code = key.sequence.codePointAt(0);
    if (code === 0x1f) {
      swapState(this, this[kUndoStack], this[kRedoStack]);
      return;
    }
    if (code === 0x1e) {
      swapState(this, this[kRedoStack], this[kUndoStack]);
      return;
    }
  }
  // Ignores an escape that is nothing else.
  if (key.name === 'escape') return;

  if (key.ctrl && key.shift) {
    controlShiftKeys[key.name]?.(this);
  } else if (key.ctrl) {
    controlKeys[key.name]?.(this);
  } else if (key.meta) {
    metaKeys[key.name]?.(this);
  } else {
    pressPlainKey(this, s, key, previousKey);
  }
};

function pressPlainKey(rl, s, key, previousKey) {
  if (rl[kSawReturnAt] && key.name !== 'enter') rl[kSawReturnAt] = 0;
  const action = plainKeys[key.name];
  if (action !== undefined) {
    action(rl);
  } else if (key.name === 'tab' && typeof rl.completer === 'function' && rl.isCompletionEnabled) {
    // Interfaces with callbacks have a completion of their own.
    const wasTab = previousKey?.name === 'tab';
    if (typeof rl._tabComplete === 'function') rl._tabComplete(wasTab);
    else complete(rl, wasTab);
  } else if (typeof s === 'string' && s) {
    typeText(rl, s);
  }
}

module.exports = { startEditing, showCompletions, editing: {
  _addHistory: addHistory,
  _deleteLeft: deleteLeft,
  _deleteLineLeft: controlKeys.u,
  _deleteLineRight: controlKeys.k,
  _deleteRight: deleteRight,
  _deleteWordLeft: controlKeys.w,
  _deleteWordRight: controlKeys.delete,
  _historyNext: controlKeys.n,
  _historyPrev: controlKeys.p,
  _insertString: insertString,
  _line: finishLine,
  _moveCursor: moveBy,
  _wordLeft: controlKeys.left,
  _wordRight: controlKeys.right,
  _getDisplayPos: (rl, str) => rl[kGetDisplayPos](str),
} };
