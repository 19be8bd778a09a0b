'use strict';

// The contents of arrays, maps, sets, iterators, buffers and promises.

const types = require('../types');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('./layout');
const { formatBigInt, formatNumber } = require('./primitives');

let binding;
function util() {
  return (binding ??= internalBinding('util'));
}

let core;
function formatValue(context, value, recurseTimes, typedArray) {
  core ??= require('../inspect').internals;
  return core.formatValue(context, value, recurseTimes, typedArray);
}

function formatProperty(context, value, recurseTimes, key, type) {
  core ??= require('../inspect').internals;
  return core.formatProperty(context, value, recurseTimes, key, type);
}

const kMaxArrayIndex = 2 ** 32 - 2;
const kArrayIndex = /^(0|[1-9][0-9]*)$/;

function more(count, what = 'item') {
  return `... ${count} more ${what}${count > 1 ? 's' : ''}`;
}

function visibleLength(context, length) {
  return Math.min(Math.max(0, context.maxArrayLength), length);
}

function formatArray(context, value, recurseTimes) {
  const length = value.length;
  const visible = visibleLength(context, length);
  const output = [];
  for (let i = 0; i < visible; i++) {
    // Holes are told apart from undefined, and counted.
    if (!Object.hasOwn(value, i)) return formatArrayWithHoles(context, value, recurseTimes, visible, output, i);
    output.push(formatProperty(context, value, recurseTimes, i, kArrayType));
  }
  if (length > visible) output.push(more(length - visible));
  return output;
}

function emptyItems(context, count) {
  return context.stylize(`<${count} empty item${count > 1 ? 's' : ''}>`, 'undefined');
}

function formatArrayWithHoles(context, value, recurseTimes, visible, output, from) {
  const keys = Object.keys(value);
  let index = from;
  for (let i = from; i < keys.length && output.length < visible; i++) {
    const key = keys[i];
    if (+key > kMaxArrayIndex || !kArrayIndex.test(key)) break;
    if (`${index}` !== key) {
      output.push(emptyItems(context, key - index));
      index = +key;
      if (output.length === visible) break;
    }
    output.push(formatProperty(context, value, recurseTimes, key, kArrayType));
    index++;
  }
  const remaining = value.length - index;
  if (remaining > 0) output.push(output.length === visible ? more(remaining) : emptyItems(context, remaining));
  return output;
}

/** What is worth knowing of a buffer or view besides its contents; inherited, hence in brackets. */
function formatExtras(context, value, recurseTimes, keys, typedArray) {
  context.indentationLvl += 2;
  const output = keys.map((key) => (
    `${context.stylize(`[${key}]`, 'string')}: ${formatValue(context, readExtra(value, key), recurseTimes, typedArray)}`));
  context.indentationLvl -= 2;
  return output;
}

/** A view of a buffer that was transferred away throws when it is asked for its size. */
function readExtra(value, key) {
  try {
    return value[key];
  } catch {
    return key === 'byteLength' ? 0 : undefined;
  }
}

const kTypedArrayExtras = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'];

function formatTypedArray(value, length, context, ignored, recurseTimes) {
  const visible = visibleLength(context, length);
  const output = new Array(visible);
  const format = value.length > 0 && typeof value[0] === 'number' ? formatNumber : formatBigInt;
  for (let i = 0; i < visible; i++) output[i] = format(context.stylize, value[i], context.numericSeparator);
  if (length > visible) output.push(more(length - visible));
  if (context.showHidden) output.push(...formatExtras(context, value, recurseTimes, kTypedArrayExtras, true));
  return output;
}

const kHex = [];

/** An ArrayBuffer that a typed array shows: the bytes are already there. */
function formatArrayBufferSize(context, value, recurseTimes) {
  return formatExtras(context, value, recurseTimes, ['byteLength']);
}

function formatDataView(context, value, recurseTimes) {
  return formatExtras(context, value, recurseTimes, ['byteLength', 'byteOffset', 'buffer']);
}

function formatArrayBuffer(context, value, recurseTimes) {
  return [formatBytes(context, value), ...formatArrayBufferSize(context, value, recurseTimes)];
}

function formatBytes(context, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return context.stylize('(detached)', 'special');
  }
  if (kHex.length === 0) {
    for (let i = 0; i < 256; i++) kHex.push(i.toString(16).padStart(2, '0'));
  }
  const visible = visibleLength(context, bytes.length);
  const parts = [];
  for (let i = 0; i < visible; i++) parts.push(kHex[bytes[i]]);
  let text = parts.join(' ');
  if (bytes.length > visible) text += ` ${more(bytes.length - visible, 'byte')}`;
  return `${context.stylize('[Uint8Contents]', 'special')}: <${text}>`;
}

function formatSet(size, context, values, recurseTimes) {
  const visible = visibleLength(context, size);
  const output = [];
  context.indentationLvl += 2;
  for (const value of Set.prototype.values.call(values)) {
    if (output.length >= visible) break;
    output.push(formatValue(context, value, recurseTimes));
  }
  if (size > visible) output.push(more(size - visible));
  context.indentationLvl -= 2;
  return output;
}

function formatMap(size, context, entries, recurseTimes) {
  const visible = visibleLength(context, size);
  const output = [];
  context.indentationLvl += 2;
  for (const { 0: key, 1: value } of Map.prototype.entries.call(entries)) {
    if (output.length >= visible) break;
    output.push(`${formatValue(context, key, recurseTimes)} => ${formatValue(context, value, recurseTimes)}`);
  }
  if (size > visible) output.push(more(size - visible));
  context.indentationLvl -= 2;
  return output;
}

/** The values of an iterator or a weak set; the latter have no order, so that their texts are sorted. */
function formatEntries(context, recurseTimes, entries, weak) {
  const visible = visibleLength(context, entries.length);
  const output = [];
  context.indentationLvl += 2;
  for (let i = 0; i < visible; i++) output.push(formatValue(context, entries[i], recurseTimes));
  context.indentationLvl -= 2;
  if (weak && !context.sorted) output.sort();
  if (entries.length > visible) output.push(more(entries.length - visible));
  return output;
}

/** Keys and values of a map's iterator (`[ key, value ]`) or of a weak map (`key => value`). */
function formatKeyedEntries(context, recurseTimes, entries, weak) {
  const length = entries.length / 2;
  const visible = visibleLength(context, length);
  const output = [];
  context.indentationLvl += 2;
  for (let i = 0; i < visible; i++) {
    const key = formatValue(context, entries[i * 2], recurseTimes);
    const value = formatValue(context, entries[i * 2 + 1], recurseTimes);
    output.push(weak ? `${key} => ${value}` :
      reduceToSingleString(context, [key, value], '', ['[', ']'], kArrayExtrasType, recurseTimes));
  }
  context.indentationLvl -= 2;
  if (weak && !context.sorted) output.sort();
  if (length > visible) output.push(more(length - visible));
  return output;
}

/** Weak collections show what they hold only under showHidden. */
function formatWeakCollection(context) {
  return [context.stylize('<items unknown>', 'special')];
}

function formatWeakSet(context, value, recurseTimes) {
  return formatEntries(context, recurseTimes, util().previewEntries(value), true);
}

function formatWeakMap(context, value, recurseTimes) {
  return formatKeyedEntries(context, recurseTimes, util().previewEntries(value), true);
}

function formatIterator(braces, context, value, recurseTimes) {
  const { 0: entries, 1: isKeyValue } = util().previewEntries(value, true);
  if (!isKeyValue) return formatEntries(context, recurseTimes, entries, false);
  braces[0] = braces[0].replace(/ Iterator] \{$/, ' Entries] {');
  return formatKeyedEntries(context, recurseTimes, entries, false);
}

function getIteratorBraces(type, tag) {
  const name = `${type} Iterator`;
  return [tag === name || tag === '' ? `[${name}] {` : `[${tag}] [${name}] {`, '}'];
}

function formatPromise(context, value, recurseTimes) {
  const { kPending, kRejected, getPromiseDetails } = util();
  const { 0: state, 1: result } = getPromiseDetails(value);
  if (state === kPending) return [context.stylize('<pending>', 'special')];
  context.indentationLvl += 2;
  const text = formatValue(context, result, recurseTimes);
  context.indentationLvl -= 2;
  return [state === kRejected ? `${context.stylize('<rejected>', 'special')} ${text}` : text];
}

/** A module's exports; those that are not initialized yet cannot be read. */
function formatNamespaceObject(keys, context, value, recurseTimes) {
  const output = new Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    try {
      output[i] = formatProperty(context, value, recurseTimes, keys[i], kObjectType);
    } catch (error) {
      if (!types.isNativeError(error) || error.name !== 'ReferenceError') throw error;
      const text = formatProperty(context, { [keys[i]]: '' }, recurseTimes, keys[i], kObjectType);
      output[i] = text.slice(0, text.lastIndexOf(' ') + 1) + context.stylize('<uninitialized>', 'special');
    }
  }
  // They are done; the caller shall not print them as extra keys.
  keys.length = 0;
  return output;
}

module.exports = {
  formatArray,
  formatArrayBuffer,
  formatArrayBufferSize,
  formatDataView,
  formatIterator,
  formatMap,
  formatNamespaceObject,
  formatPromise,
  formatSet,
  formatTypedArray,
  formatWeakCollection,
  formatWeakMap,
  formatWeakSet,
  getIteratorBraces,
};
