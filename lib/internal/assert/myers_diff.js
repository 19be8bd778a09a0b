'use strict';

// What became of a line between the two texts.
const DELETED = -1;  // only expected has it
const KEPT = 0;
const INSERTED = 1;  // only actual has it

// Runs of kept lines longer than this are cut short in the printed diff.
const CONTEXT_LINES = 5;

function linesEqual(actual, expected, ignoreComma) {
  return actual === expected || (ignoreComma && (`${actual},` === expected || actual === `${expected},`));
}

/**
 * The shortest edit script between two lists of lines, by Myers' greedy O(ND) algorithm.
 * @param {string[]} actual
 * @param {string[]} expected
 * @param {boolean} [ignoreComma] take lines for equal that differ by a trailing comma only
 * @returns {Array<{type: number, value: string}>} from the first line to the last
 */
function myersDiff(actual, expected, ignoreComma = false) {
  const width = actual.length + expected.length;
  const furthest = new Int32Array(2 * width + 3);
  const origin = width + 1;
  const trace = [];
  for (let depth = 0; depth <= width; depth++) {
    // Only the diagonals reached so far are worth keeping: depth + 1 on either side of the main one.
    trace.push(furthest.slice(origin - depth - 1, origin + depth + 2));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      let x = goesDown(furthest, origin, diagonal, depth) ?
        furthest[origin + diagonal + 1] :
        furthest[origin + diagonal - 1] + 1;
      let y = x - diagonal;
      while (x < actual.length && y < expected.length && linesEqual(actual[x], expected[y], ignoreComma)) {
        x++;
        y++;
      }
      furthest[origin + diagonal] = x;
      if (x >= actual.length && y >= expected.length) {
        return walkBack(trace, actual, expected, ignoreComma);
      }
    }
  }
  return [];
}

function goesDown(furthest, origin, diagonal, depth) {
  return diagonal === -depth ||
    (diagonal !== depth && furthest[origin + diagonal - 1] < furthest[origin + diagonal + 1]);
}

function walkBack(trace, actual, expected, ignoreComma) {
  const edits = [];
  let x = actual.length;
  let y = expected.length;
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const origin = depth + 1;
    const diagonal = x - y;
    const cameFrom = goesDown(trace[depth], origin, diagonal, depth) ? diagonal + 1 : diagonal - 1;
    const fromX = trace[depth][origin + cameFrom];
    const fromY = fromX - cameFrom;
    while (x > fromX && y > fromY) {
      x--;
      y--;
      // Of two lines that differ by a comma, show the one that has it.
      const value = !ignoreComma || actual[x].endsWith(',') ? actual[x] : expected[y];
      edits.push({ type: KEPT, value });
    }
    if (depth > 0) {
      if (x > fromX) edits.push({ type: INSERTED, value: actual[--x] });
      else edits.push({ type: DELETED, value: expected[--y] });
    }
  }
  return edits.reverse();
}

/**
 * Prints a diff, a line for each edit; long runs of kept lines are cut.
 * @param {Array<{type: number, value: string}>} edits
 * @param {object} colors
 * @param {string} [operator] for `partialDeepStrictEqual` what actual has on top is no difference
 * @returns {{message: string, skipped: boolean}}
 */
function printMyersDiff(edits, colors, operator) {
  let message = '';
  let skipped = false;
  let kept = 0;
  for (let i = 0; i < edits.length; i++) {
    const { type, value } = edits[i];
    if (type === KEPT) {
      if (kept < CONTEXT_LINES) message += `${colors.white}  ${value}\n`;
      kept++;
      continue;
    }
    // Cutting one or two lines out would not make the text shorter.
    const cut = kept - CONTEXT_LINES;
    if (cut === 2) message += `${colors.white}  ${edits[i - 2].value}\n`;
    if (cut > 2) {
      message += `${colors.blue}...${colors.white}\n`;
      skipped = true;
    }
    if (cut > 0) message += `${colors.white}  ${edits[i - 1].value}\n`;
    kept = 0;
    message += printEdit(type, value, colors, operator);
  }
  return { message: `\n${message.trimEnd()}`, skipped };
}

function printEdit(type, value, colors, operator) {
  if (type === DELETED) return `${colors.red}-${colors.white} ${value}\n`;
  if (operator === 'partialDeepStrictEqual') return `${colors.gray}${colors.hasColors ? ' ' : '+'} ${value}${colors.white}\n`;
  return `${colors.green}+${colors.white} ${value}\n`;
}

/**
 * Prints a diff of characters on one line, told apart by colour alone.
 * @param {Array<{type: number, value: string}>} edits
 * @param {object} colors
 * @returns {string}
 */
function printCharacterDiff(edits, colors) {
  let message = '\n';
  for (const { type, value } of edits) {
    const color = type === INSERTED ? colors.green : type === DELETED ? colors.red : colors.white;
    message += `${color}${value}${colors.white}`;
  }
  return message;
}

module.exports = { myersDiff, printMyersDiff, printCharacterDiff };
