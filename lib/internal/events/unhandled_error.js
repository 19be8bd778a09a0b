'use strict';

// The longest run of lines that `own` and `other` share: [length, start in own].
function sharedLines(own, other) {
  let best = 0;
  let start = 0;
  for (let i = 0; i < own.length - 3; i++) {
    const at = other.indexOf(own[i]);
    if (at === -1) continue;
    let length = 1;
    while (i + length < own.length && at + length < other.length && own[i + length] === other[at + length]) length++;
    if (length > 3 && length > best) {
      best = length;
      start = i;
    }
  }
  return [best, start];
}

/**
 * The stack of an error that nobody listened for, followed by where it was emitted. Bound to the emitter; called
 * when the process is about to die of it.
 * @param {Error} err
 * @param {{stack: string}} own the stack of the `emit` call
 * @returns {string}
 */
function enhanceStackTrace(err, own) {
  let where = '';
  try {
    const { name } = this.constructor;
    if (name !== 'EventEmitter') where = ` on ${name} instance`;
  } catch {
    // An emitter without a constructor has no name to give.
  }
  const errLines = err.stack.split('\n').slice(1);
  const ownLines = own.stack.split('\n').slice(1);
  const [length, start] = sharedLines(ownLines, errLines);
  if (length > 0) ownLines.splice(start + 1, length - 2, '    [... lines matching original stack trace ...]');
  return `${err.stack}\nEmitted 'error' event${where} at:\n${ownLines.join('\n')}`;
}

module.exports = { enhanceStackTrace };
