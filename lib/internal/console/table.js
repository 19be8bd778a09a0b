'use strict';

// console.table: rows and columns out of whatever holds them.

const types = require('../util/types');
const { inspect } = require('../util/inspect');
const { getStringWidth } = require('../util/inspect/text');

const kIndex = '(index)';
const kIterationIndex = '(iteration index)';
const kKey = 'Key';
const kValues = 'Values';

function border(widths, left, middle, right) {
  return left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
}

function renderRow(row, widths) {
  const cells = row.map((cell, i) => ` ${cell}${' '.repeat(widths[i] - getStringWidth(cell) - 1)}`);
  return `│${cells.join('│')}│`;
}

/** Draws the frame around a head and columns of equal length. */
function render(head, columns) {
  const widths = head.map((name) => getStringWidth(name) + 2);
  const height = Math.max(...columns.map((column) => column.length));
  const rows = [];
  for (let i = 0; i < height; i++) {
    rows.push(columns.map((column, j) => {
      const cell = Object.hasOwn(column, i) ? column[i] : '';
      widths[j] = Math.max(widths[j], getStringWidth(cell) + 2);
      return cell;
    }));
  }
  return [
    border(widths, '┌', '┬', '┐'),
    renderRow(head, widths),
    border(widths, '├', '┼', '┤'),
    ...rows.map((row) => renderRow(row, widths)),
    border(widths, '└', '┴', '┘'),
  ].join('\n');
}

/** How a cell is printed: objects show what they have at a glance, or only what they are. */
function makeCellFormatter(options) {
  return (value) => {
    const depth = value !== null && typeof value === 'object' && !Array.isArray(value) &&
      Object.keys(value).length > 2 ? -1 : 0;
    return inspect(value, { maxArrayLength: 3, breakLength: Infinity, ...options, depth });
  };
}

function indices(length) {
  return Array.from({ length }, (_, i) => `${i}`);
}

function tabulateMap(entries, cell) {
  return render([kIterationIndex, kKey, kValues], [
    indices(entries.length), entries.map(([key]) => cell(key)), entries.map(([, value]) => cell(value)),
  ]);
}

function tabulateList(values, cell) {
  return render([kIterationIndex, kValues], [indices(values.length), values.map(cell)]);
}

/** Rows are the properties of the data, columns the properties of those; what is no object goes under `Values`. */
function tabulateRows(data, properties, cell) {
  const columns = { __proto__: null };
  const values = [];
  const rowKeys = Object.keys(data);
  let hasPrimitives = false;
  for (let i = 0; i < rowKeys.length; i++) {
    const row = data[rowKeys[i]];
    const isPrimitive = row === null || (typeof row !== 'function' && typeof row !== 'object');
    if (isPrimitive && properties === undefined) {
      hasPrimitives = true;
      values[i] = cell(row);
      continue;
    }
    for (const key of properties ?? Object.keys(row)) {
      columns[key] ??= [];
      if (!isPrimitive && Object.hasOwn(row, key)) columns[key][i] = cell(row[key]);
    }
  }
  const heads = [kIndex, ...Object.keys(columns)];
  const all = [rowKeys, ...Object.values(columns)];
  if (hasPrimitives) {
    heads.push(kValues);
    all.push(values);
  }
  return render(heads, all);
}

/**
 * @param {object} data
 * @param {string[]} [properties] the columns wanted
 * @param {object} options of `inspect`
 * @returns {string}
 */
function tabulate(data, properties, options) {
  const cell = makeCellFormatter(options);
  if (types.isMap(data)) return tabulateMap([...data], cell);
  if (types.isMapIterator(data)) {
    const { 0: entries, 1: isKeyValue } = internalBinding('util').previewEntries(data, true);
    if (!isKeyValue) return tabulateList(entries, cell);
    const pairs = [];
    for (let i = 0; i < entries.length; i += 2) pairs.push([entries[i], entries[i + 1]]);
    return tabulateMap(pairs, cell);
  }
  if (types.isSet(data)) return tabulateList([...data], cell);
  if (types.isSetIterator(data)) {
    const { 0: entries, 1: isKeyValue } = internalBinding('util').previewEntries(data, true);
    return tabulateList(isKeyValue ? entries.filter((_, i) => i % 2 === 0) : entries, cell);
  }
  return tabulateRows(data, properties, cell);
}

module.exports = { tabulate };
