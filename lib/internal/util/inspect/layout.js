'use strict';

// Where the parts of an inspected object go: on one line, on lines of their own, or in columns.

const { removeColors } = require('../../util');
const { getStringWidth } = require('./text');

/** What the parts are, which decides how they may be laid out and how their keys are shown. */
const kObjectType = 0;
const kArrayType = 1;
const kArrayExtrasType = 2;

const kMaxColumns = 15;
/** A character is about that much higher than wide: the columns shall look like a square. */
const kCharacterHeight = 2.5;

function widthOf(context, text) {
  return context.colors ? removeColors(text).length : text.length;
}

function fitsOnOneLine(context, output, start, base) {
  let total = output.length + start;
  if (total + output.length > context.breakLength) return false;
  for (let i = 0; i < output.length; i++) {
    total += widthOf(context, output[i]);
    if (total > context.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

/**
 * Puts more than six short elements into columns.
 * @param {object} context
 * @param {string[]} output the elements; the last may say how many are missing
 * @param {Array} [value] the array, whose numbers are aligned to the right
 * @returns {string[]} the rows, or `output` when columns would not help
 */
function groupArrayElements(context, output, value) {
  const hasMore = context.maxArrayLength < output.length;
  const count = hasMore ? output.length - 1 : output.length;
  const separatorSpace = 2;
  const widths = new Array(count);
  let total = 0;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    const width = getStringWidth(output[i], context.colors);
    widths[i] = width;
    total += width + separatorSpace;
    if (longest < width) longest = width;
  }
  const actualMax = longest + separatorSpace;
  if (actualMax * 3 + context.indentationLvl >= context.breakLength || (total / actualMax <= 5 && longest > 6)) {
    return output;
  }
  const averageBias = Math.sqrt(actualMax - total / output.length);
  const biasedMax = Math.max(actualMax - 3 - averageBias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(kCharacterHeight * biasedMax * count) / biasedMax),
    Math.floor((context.breakLength - context.indentationLvl) / actualMax),
    context.compact * 4,
    kMaxColumns,
  );
  if (columns <= 1) return output;
  const columnWidths = [];
  for (let i = 0; i < columns; i++) {
    let width = 0;
    for (let j = i; j < count; j += columns) {
      if (widths[j] > width) width = widths[j];
    }
    columnWidths.push(width + separatorSpace);
  }
  const alignRight = value !== undefined && allNumbers(value, output.length);
  const rows = [];
  for (let i = 0; i < count; i += columns) {
    rows.push(row(output, widths, columnWidths, i, Math.min(i + columns, count), alignRight));
  }
  if (hasMore) rows.push(output[count]);
  return rows;
}

function allNumbers(value, length) {
  for (let i = 0; i < length; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') return false;
  }
  return true;
}

function row(output, widths, columnWidths, from, to, alignRight) {
  let line = '';
  for (let j = from; j < to - 1; j++) {
    const cell = `${output[j]}, `;
    const width = columnWidths[j - from] + output[j].length - widths[j];
    line += alignRight ? cell.padStart(width) : cell.padEnd(width);
  }
  const last = to - 1;
  if (!alignRight) return line + output[last];
  return line + output[last].padStart(columnWidths[last - from] + output[last].length - widths[last] - 2);
}

/**
 * Joins the parts of an object.
 * @param {object} context
 * @param {string[]} output the parts
 * @param {string} base what stands before the braces
 * @param {[string, string]} braces
 * @param {number} extrasType one of the `k…Type`s
 * @param {number} recurseTimes depth of the object
 * @param {*} [value]
 * @returns {string}
 */
function reduceToSingleString(context, output, base, braces, extrasType, recurseTimes, value) {
  const lead = base ? `${base} ` : '';
  if (context.compact !== true) {
    if (typeof context.compact === 'number' && context.compact >= 1) {
      const entries = output.length;
      if (extrasType === kArrayExtrasType && entries > 6) output = groupArrayElements(context, output, value);
      // Only the innermost levels go on one line, and only what was not grouped.
      if (context.currentDepth - recurseTimes < context.compact && entries === output.length) {
        const start = output.length + context.indentationLvl + braces[0].length + base.length + 10;
        if (fitsOnOneLine(context, output, start, base)) {
          const joined = output.join(', ');
          if (!joined.includes('\n')) return `${lead}${braces[0]} ${joined} ${braces[1]}`;
        }
      }
    }
    const indentation = `\n${' '.repeat(context.indentationLvl)}`;
    return `${lead}${braces[0]}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
  }
  if (fitsOnOneLine(context, output, 0, base)) {
    return `${braces[0]}${base ? ` ${base}` : ''} ${output.join(', ')} ${braces[1]}`;
  }
  const indentation = `\n${' '.repeat(context.indentationLvl)}`;
  const first = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}${indentation}  `;
  return `${braces[0]}${first}${output.join(`,${indentation}  `)} ${braces[1]}`;
}

module.exports = {
  groupArrayElements,
  kArrayExtrasType,
  kArrayType,
  kObjectType,
  reduceToSingleString,
};
