'use strict';

// util.inspect: any value as text for people. The rooms under inspect/ know names, collections, errors and the layout.

const { customInspectSymbol } = require('../util');
const types = require('./types');
const layout = require('./inspect/layout');
const { escapeUnquoted, getStringWidth, isZeroWidthCodePoint, quote, stripVTControlCharacters } = require('./inspect/text');
const { formatPrimitive } = require('./inspect/primitives');
const { format, formatWithOptions } = require('./inspect/format');

const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = layout;

const binding = internalBinding('util');
const { ALL_PROPERTIES, ONLY_ENUMERABLE } = binding;

const inspectDefaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

// Programs replace it, and yet their errors have to be shown.
const { keys: ownKeys } = Object;
const kIdentifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
/** Above this, deeper levels are no longer shown: the text could not be held. */
const kMaxTextLength = 2 ** 27;

/**
 * Inspects a value. The legacy form takes `showHidden`, `depth` and `colors` as arguments.
 * @param {*} value
 * @param {object|boolean} [opts]
 * @returns {string}
 */
function inspect(value, /* legacy: showHidden, depth, colors */ opts) {
  const context = {
    ...inspectDefaultOptions,
    budget: {},
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    stylize: stylizeNoColor,
    userOptions: undefined,
    circular: undefined,
  };
  if (arguments.length > 2) readLegacyOptions(context, arguments);
  if (typeof opts === 'boolean') context.showHidden = opts;
  else if (opts) readOptions(context, opts);
  if (context.colors) context.stylize = stylizeWithColor;
  context.maxArrayLength ??= Infinity;
  context.maxStringLength ??= Infinity;
  return formatValue(context, value, 0);
}

function readLegacyOptions(context, [, , depth, colors]) {
  if (depth !== undefined) context.depth = depth;
  if (colors !== undefined) context.colors = colors;
}

/** What is no option of ours is handed on to custom inspection functions. */
function readOptions(context, given) {
  for (const name of Object.keys(given)) {
    if (name === 'stylize' || Object.hasOwn(inspectDefaultOptions, name)) context[name] = given[name];
    else context.userOptions = given;
  }
}

inspect.custom = customInspectSymbol;

Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() {
    return inspectDefaultOptions;
  },
  set(options) {
    require('../validators').validateObject(options, 'options');
    Object.assign(inspectDefaultOptions, options);
  },
});

// --- styles ---------------------------------------------------------------------------------------------------------------

/** A name to the codes that begin and end it, in SGR sequences. */
function makeColors() {
  const [foreground, background] = [39, 49];
  const hues = ['Red', 'Green', 'Yellow', 'Blue', 'Magenta', 'Cyan', 'White'];
  const colors = {
    __proto__: null,
    reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25],
    inverse: [7, 27], hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24],
  };
  const add = (first, end, names) => names.forEach((name, i) => { colors[name] = [first + i, end]; });
  add(30, foreground, ['black', ...hues.map((hue) => hue.toLowerCase())]);
  add(40, background, ['bgBlack', ...hues.map((hue) => `bg${hue}`)]);
  Object.assign(colors, { framed: [51, 54], overlined: [53, 55] });
  add(90, foreground, ['gray', ...hues.map((hue) => `${hue.toLowerCase()}Bright`)]);
  add(100, background, ['bgGray', ...hues.map((hue) => `bg${hue}Bright`)]);
  return colors;
}

inspect.colors = makeColors();

// Other names of the same, which follow it when a program changes it.
for (const [name, ...others] of [
  ['gray', 'grey', 'blackBright'],
  ['bgGray', 'bgGrey', 'bgBlackBright'],
  ['dim', 'faint'],
  ['strikethrough', 'crossedout', 'strikeThrough', 'crossedOut'],
  ['hidden', 'conceal'],
  ['inverse', 'swapColors', 'swapcolors'],
  ['doubleunderline', 'doubleUnderline'],
]) {
  for (const other of others) {
    Object.defineProperty(inspect.colors, other, {
      __proto__: null,
      enumerable: false,
      configurable: true,
      get() { return this[name]; },
      set(codes) { this[name] = codes; },
    });
  }
}

inspect.styles = {
  __proto__: null,
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  // "name" is left plain on purpose.
  regexp: 'red',
  module: 'underline',
};

function stylizeWithColor(text, styleType) {
  const style = inspect.styles[styleType];
  const codes = style === undefined ? undefined : inspect.colors[style];
  if (codes !== undefined) return `\x1b[${codes[0]}m${text}\x1b[${codes[1]}m`;
  return typeof style === 'function' ? style(text) : text;
}

function stylizeNoColor(text) {
  return text;
}

// --- values ---------------------------------------------------------------------------------------------------------------

/** The options that a custom inspection function receives; objects of ours must not leak into another realm. */
function getUserOptions(context, isCrossContext) {
  const options = { stylize: context.stylize, ...optionsOf(context), ...context.userOptions };
  return isCrossContext ? withoutObjects(options, context.stylize) : options;
}

/** Options with nothing in them that leads to our realm: their values are primitive, `stylize` has no prototype. */
function withoutObjects(options, stylize) {
  const plain = Object.setPrototypeOf({ ...options }, null);
  for (const name in plain) {
    const type = typeof plain[name];
    if (type === 'function' || (type === 'object' && plain[name] !== null)) delete plain[name];
  }
  const safely = (value, flavour) => {
    try {
      const styled = `${stylize(value, flavour)}`;
      return styled;
    } catch {
      return value;  // What cannot be styled is shown as it is.
    }
  };
  plain.stylize = Object.setPrototypeOf(safely, null);
  return plain;
}

function optionsOf(context) {
  const options = {};
  for (const key in inspectDefaultOptions) options[key] = context[key];
  return options;
}

function formatValue(context, value, recurseTimes, typedArray) {
  if (value === null) return context.stylize('null', 'null');
  if (typeof value !== 'object' && typeof value !== 'function') return formatPrimitive(context.stylize, value, context);
  const original = value;
  const proxy = binding.getProxyDetails(value, !!context.showProxy);
  if (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return context.stylize('<Revoked Proxy>', 'special');
    if (context.showProxy) return formatProxy(context, proxy, recurseTimes);
    value = proxy;
  }
  if (context.customInspect) {
    const custom = value[customInspectSymbol];
    // An object that is its class's own prototype has nothing to inspect.
    if (typeof custom === 'function' && custom !== inspect && !isPrototypeObject(value)) {
      const result = callCustomInspect(context, custom, original, proxy, recurseTimes);
      if (result !== undefined) return result;
    }
  }
  if (context.seen.includes(value)) return formatCircular(context, value);
  return formatRaw(context, value, recurseTimes, typedArray);
}

/** A value that is being shown further out: a reference to it, numbered in the order in which they turn up. */
function formatCircular(context, value) {
  const numbers = context.circular ??= new Map();
  if (!numbers.has(value)) numbers.set(value, numbers.size + 1);
  return context.stylize(`[Circular *${numbers.get(value)}]`, 'special');
}

function isPrototypeObject(value) {
  const { constructor } = value;
  return Boolean(constructor) && constructor.prototype === value;
}

function callCustomInspect(context, custom, original, proxy, recurseTimes) {
  const depth = context.depth === null ? null : context.depth - recurseTimes;
  const isCrossContext = proxy !== undefined || !(original instanceof Object);
  const result = custom.call(original, depth, getUserOptions(context, isCrossContext), inspect);
  if (result === original) return undefined;
  if (typeof result === 'object') return formatValue(context, result, recurseTimes);
  const text = `${result}`;
  // It does not know how far in it stands.
  return context.indentationLvl > 0 ? text.replaceAll('\n', `\n${' '.repeat(context.indentationLvl)}`) : text;
}

function formatProxy(context, proxy, recurseTimes) {
  if (recurseTimes > context.depth && context.depth !== null) return context.stylize('Proxy [Array]', 'special');
  recurseTimes++;
  context.indentationLvl += 2;
  const parts = [formatValue(context, proxy[0], recurseTimes), formatValue(context, proxy[1], recurseTimes)];
  context.indentationLvl -= 2;
  return reduceToSingleString(context, parts, '', ['Proxy [', ']'], kArrayExtrasType, recurseTimes);
}

function getKeys(value, showHidden) {
  const symbols = Object.getOwnPropertySymbols(value);
  if (showHidden) return [...Object.getOwnPropertyNames(value), ...symbols];
  let keys;
  try {
    keys = ownKeys(value);
  } catch (error) {
    // A module's exports that are not initialized yet cannot be asked whether they are enumerable.
    if (!types.isNativeError(error) || error.name !== 'ReferenceError' || !types.isModuleNamespaceObject(value)) throw error;
    keys = Object.getOwnPropertyNames(value);
  }
  for (const symbol of symbols) {
    if (Object.prototype.propertyIsEnumerable.call(value, symbol)) keys.push(symbol);
  }
  return keys;
}

/** Whether a class's name says its tag already: `AbstractMap`, `MapImpl` for `Map`, but not `Mapping`. */
function namesTag(constructor, tag) {
  for (let at = constructor.indexOf(tag); at !== -1; at = constructor.indexOf(tag, at + 1)) {
    const next = constructor[at + tag.length];
    if (next === undefined || next !== next.toLowerCase()) return true;
  }
  return false;
}

/** A tag that is an own visible property shows up among the properties. */
function getTag(context, value, constructor) {
  let tag;
  try {
    tag = value[Symbol.toStringTag];
  } catch {
    return '';
  }
  if (typeof tag !== 'string' || tag === '') return '';
  const shown = context.showHidden ? Object.hasOwn(value, Symbol.toStringTag) :
    Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag);
  return shown || (constructor !== null && constructor !== tag && namesTag(constructor, tag)) ? '' : tag;
}

function emptyOutput() {
  return [];
}

// Each describes one object: `text` when there is nothing more to say, else head, braces and who formats the contents.
// What they know of it is passed along in `self`: value, constructor, tag, keys, protoProps, recurseTimes, typedArray.

function bare(self) {
  return self.keys.length === 0 && self.protoProps === undefined;
}

function indexed(context, value) {
  return binding.getOwnNonIndexProperties(value, context.showHidden ? ALL_PROPERTIES : ONLY_ENUMERABLE);
}

let names;
let collections;

function describeIterable(context, self) {
  const { value, constructor, tag } = self;
  if (Array.isArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ? names.getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
    self.keys = indexed(context, value);
    self.braces = [`${prefix}[`, ']'];
    if (value.length === 0 && bare(self)) self.text = `${self.braces[0]}]`;
    self.extrasType = kArrayExtrasType;
    self.formatter = collections.formatArray;
  } else if (types.isSet(value)) {
    const size = getSetSize.call(value);
    const prefix = names.getPrefix(constructor, tag, 'Set', `(${size})`);
    self.keys = getKeys(value, context.showHidden);
    self.formatter = collections.formatSet.bind(null, size);
    if (size === 0 && bare(self)) self.text = `${prefix}{}`;
    self.braces = [`${prefix}{`, '}'];
  } else if (types.isMap(value)) {
    const size = getMapSize.call(value);
    const prefix = names.getPrefix(constructor, tag, 'Map', `(${size})`);
    self.keys = getKeys(value, context.showHidden);
    self.formatter = collections.formatMap.bind(null, size);
    if (size === 0 && bare(self)) self.text = `${prefix}{}`;
    self.braces = [`${prefix}{`, '}'];
  } else if (types.isTypedArray(value)) {
    describeTypedArray(context, self);
  } else if (types.isMapIterator(value) || types.isSetIterator(value)) {
    self.keys = getKeys(value, context.showHidden);
    self.braces = collections.getIteratorBraces(types.isMapIterator(value) ? 'Map' : 'Set', tag);
    self.formatter = collections.formatIterator.bind(null, self.braces);
  } else {
    return false;
  }
  return true;
}

const getSetSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size').get;
const getMapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const getTypedArrayTag = Object.getOwnPropertyDescriptor(typedArrayPrototype, Symbol.toStringTag).get;
const getTypedArrayLength = Object.getOwnPropertyDescriptor(typedArrayPrototype, 'length').get;

function describeTypedArray(context, self) {
  const { value, constructor, tag } = self;
  self.keys = indexed(context, value);
  let elements = value;
  let fallback = '';
  if (constructor === null) {
    fallback = getTypedArrayTag.call(value);
    // Without its prototype it cannot be read by its own methods.
    elements = new globalThis[fallback](value);
  }
  const size = getTypedArrayLength.call(value);
  self.braces = [`${names.getPrefix(constructor, tag, fallback, `(${size})`)}[`, ']'];
  if (value.length === 0 && self.keys.length === 0 && !context.showHidden) self.text = `${self.braces[0]}]`;
  self.formatter = collections.formatTypedArray.bind(null, elements, size);
  self.extrasType = kArrayExtrasType;
}

function describeOther(context, self) {
  const { value, constructor, tag, recurseTimes } = self;
  const prefix = (fallback) => names.getPrefix(constructor, tag, fallback);
  self.keys = getKeys(value, context.showHidden);
  self.braces = ['{', '}'];
  if (constructor === 'Object') {
    // Who says to be a plain object is shown as one.
    if (types.isArgumentsObject(value)) self.braces[0] = '[Arguments] {';
    else if (tag !== '') self.braces[0] = `${prefix('Object')}{`;
    if (bare(self)) self.text = `${self.braces[0]}}`;
  } else if (typeof value === 'function') {
    self.base = names.getFunctionBase(context, value, constructor, tag);
    if (bare(self)) self.text = context.stylize(self.base, 'special');
  } else if (constructor === null && types.isArgumentsObject(value)) {
    self.braces[0] = `${prefix('Arguments')}{`;
  } else if (types.isRegExp(value)) {
    self.base = RegExp.prototype.toString.call(constructor !== null ? value : new RegExp(value));
    const head = prefix('RegExp');
    if (head !== 'RegExp ') self.base = `${head}${self.base}`;
    if (bare(self) || (recurseTimes > context.depth && context.depth !== null)) {
      self.text = context.stylize(self.base, 'regexp');
    }
  } else if (types.isDate(value)) {
    self.base = Number.isNaN(Date.prototype.getTime.call(value)) ?
      Date.prototype.toString.call(value) : Date.prototype.toISOString.call(value);
    const head = prefix('Date');
    if (head !== 'Date ') self.base = `${head}${self.base}`;
    if (bare(self)) self.text = context.stylize(self.base, 'date');
  } else {
    describeSpecial(context, self, prefix);
  }
}

function describeSpecial(context, self, prefix) {
  const { value, constructor, tag } = self;
  if (isError(value)) {
    self.base = require('./inspect/errors').formatError(value, constructor, tag, context, self.keys);
    if (bare(self)) self.text = self.base;
  } else if (types.isAnyArrayBuffer(value)) {
    self.braces[0] = `${prefix(types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer')}{`;
    if (self.typedArray === undefined) {
      self.formatter = collections.formatArrayBuffer;
    } else {
      self.formatter = collections.formatArrayBufferSize;
      if (bare(self)) self.text = `${self.braces[0]} ${collections.formatArrayBufferSize(context, value, self.recurseTimes)[0]} }`;
    }
  } else if (types.isDataView(value)) {
    self.braces[0] = `${prefix('DataView')}{`;
    self.formatter = collections.formatDataView;
  } else if (types.isPromise(value)) {
    self.braces[0] = `${prefix('Promise')}{`;
    self.formatter = collections.formatPromise;
  } else if (types.isWeakSet(value)) {
    self.braces[0] = `${prefix('WeakSet')}{`;
    self.formatter = context.showHidden ? collections.formatWeakSet : collections.formatWeakCollection;
  } else if (types.isWeakMap(value)) {
    self.braces[0] = `${prefix('WeakMap')}{`;
    self.formatter = context.showHidden ? collections.formatWeakMap : collections.formatWeakCollection;
  } else if (types.isModuleNamespaceObject(value)) {
    self.braces[0] = `${prefix('Module')}{`;
    self.formatter = collections.formatNamespaceObject.bind(null, self.keys);
  } else if (types.isBoxedPrimitive(value)) {
    self.base = getBoxedBase(value, context, self.keys, constructor, tag);
    if (bare(self)) self.text = self.base;
  } else {
    if (bare(self)) {
      if (types.isExternal(value)) {
        self.text = context.stylize(`[External: ${binding.getExternalValue(value).toString(16)}]`, 'special');
      } else {
        self.text = `${prefix(fallbackName(self))}{}`;
      }
    }
    self.braces[0] = `${prefix(fallbackName(self))}{`;
  }
}

function isError(value) {
  return types.isNativeError(value) || Function.prototype[Symbol.hasInstance].call(Error, value);
}

function getBoxedBase(value, context, keys, constructor, tag) {
  let unbox;
  let type;
  if (types.isNumberObject(value)) {
    [unbox, type] = [Number.prototype.valueOf, 'Number'];
  } else if (types.isStringObject(value)) {
    [unbox, type] = [String.prototype.valueOf, 'String'];
    // The characters are shown as the string.
    keys.splice(0, value.length);
  } else if (types.isBooleanObject(value)) {
    [unbox, type] = [Boolean.prototype.valueOf, 'Boolean'];
  } else if (types.isBigIntObject(value)) {
    [unbox, type] = [BigInt.prototype.valueOf, 'BigInt'];
  } else {
    [unbox, type] = [Symbol.prototype.valueOf, 'Symbol'];
  }
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(stylizeNoColor, unbox.call(value), context)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  if (keys.length !== 0 || context.stylize === stylizeNoColor) return base;
  return context.stylize(base, type.toLowerCase());
}

function describe(context, value, recurseTimes, typedArray) {
  names ??= require('./inspect/names');
  collections ??= require('./inspect/collections');
  let protoProps = context.showHidden && (recurseTimes <= context.depth || context.depth === null) ? [] : undefined;
  const constructor = names.getConstructorName(value, context, recurseTimes, protoProps);
  if (protoProps !== undefined && protoProps.length === 0) protoProps = undefined;
  const self = {
    value,
    recurseTimes,
    typedArray,
    constructor,
    protoProps,
    tag: getTag(context, value, constructor),
    keys: undefined,
    text: undefined,
    base: '',
    braces: undefined,
    formatter: emptyOutput,
    extrasType: kObjectType,
  };
  const iterable = Symbol.iterator in value || constructor === null;
  if (!iterable || !describeIterable(context, self)) describeOther(context, self);
  return self;
}

function formatRaw(context, value, recurseTimes, typedArray) {
  const self = describe(context, value, recurseTimes, typedArray);
  if (self.text !== undefined) return self.text;
  const { keys, braces, extrasType } = self;
  let { base } = self;
  if (recurseTimes > context.depth && context.depth !== null) return tooDeep(context, self);
  recurseTimes++;
  context.seen.push(value);
  context.currentDepth = recurseTimes;
  let output;
  const indentation = context.indentationLvl;
  try {
    output = self.formatter(context, value, recurseTimes);
    for (let i = 0; i < keys.length; i++) {
      output.push(formatProperty(context, value, recurseTimes, keys[i], extrasType));
    }
    if (self.protoProps !== undefined) output.push(...self.protoProps);
  } catch (error) {
    return stackOverflow(context, error, self, indentation);
  }
  if (context.circular !== undefined) {
    const index = context.circular.get(value);
    if (index !== undefined) {
      const reference = context.stylize(`<ref *${index}>`, 'special');
      if (context.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
      else braces[0] = `${reference} ${braces[0]}`;
    }
  }
  context.seen.pop();
  if (context.sorted) sortOutput(context, output, keys.length, extrasType);
  const text = reduceToSingleString(context, output, base, braces, extrasType, recurseTimes, value);
  const total = (context.budget[context.indentationLvl] ?? 0) + text.length;
  context.budget[context.indentationLvl] = total;
  if (total > kMaxTextLength) context.depth = -1;
  return text;
}

function sortOutput(context, output, keyCount, extrasType) {
  const comparator = context.sorted === true ? undefined : context.sorted;
  if (extrasType === kObjectType) {
    output.sort(comparator);
  } else if (keyCount > 1) {
    const start = output.length - keyCount;
    output.splice(start, keyCount, ...output.slice(start).sort(comparator));
  }
}

/** What stands for an object whose contents are not shown. */
function nameOf(self) {
  return names.getPrefix(self.constructor, self.tag, fallbackName(self)).slice(0, -1);
}

function fallbackName({ constructor, tag, value }) {
  if (constructor !== null) return 'Object';
  if (Array.isArray(value)) return 'Array';
  const name = binding.getConstructorName(value);
  return name === tag ? 'Object' : name;
}

function tooDeep(context, self) {
  const name = nameOf(self);
  return context.stylize(self.constructor === null ? name : `[${name}]`, 'special');
}

function stackOverflow(context, error, self, indentation) {
  if (!require('../errors').isStackOverflowError(error)) throw error;
  context.seen.pop();
  context.indentationLvl = indentation;
  return context.stylize(
    `[${nameOf(self)}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
}

// --- properties -----------------------------------------------------------------------------------------------------------

function formatGetter(context, descriptor, original, recurseTimes) {
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const special = (text) => context.stylize(text, 'special');
  const { getters } = context;
  if (!getters || (getters === 'get' && descriptor.set !== undefined) || (getters === 'set' && descriptor.set === undefined)) {
    return special(`[${label}]`);
  }
  try {
    const value = descriptor.get.call(original);
    context.indentationLvl += 2;
    let text;
    if (value === null) text = `${special(`[${label}:`)} ${context.stylize('null', 'null')}${special(']')}`;
    else if (typeof value === 'object') text = `${special(`[${label}]`)} ${formatValue(context, value, recurseTimes)}`;
    else text = `${special(`[${label}:`)} ${formatPrimitive(context.stylize, value, context)}${special(']')}`;
    context.indentationLvl -= 2;
    return text;
  } catch (error) {
    return `${special(`[${label}:`)} <Inspection threw (${error.message})>${special(']')}`;
  }
}

function formatKey(context, key, descriptor) {
  if (typeof key === 'symbol') {
    const text = context.stylize(escapeUnquoted(Symbol.prototype.toString.call(key)), 'symbol');
    return descriptor.enumerable === false ? `[${text}]` : text;
  }
  let text;
  if (key === '__proto__') text = "['__proto__']";
  else if (kIdentifier.test(key)) text = context.stylize(key, 'name');
  else text = context.stylize(quote(key), 'string');
  return descriptor.enumerable === false ? `[${text}]` : text;
}

function formatProperty(context, value, recurseTimes, key, type, descriptor, original = value) {
  descriptor ??= Object.getOwnPropertyDescriptor(value, key) ??
    { value: value[key], configurable: true, enumerable: true };
  let text;
  let gap = ' ';
  if (descriptor.value !== undefined) {
    const indent = context.compact !== true || type !== kObjectType ? 2 : 3;
    context.indentationLvl += indent;
    text = formatValue(context, descriptor.value, recurseTimes);
    if (indent === 3 && context.breakLength < getStringWidth(text, context.colors)) {
      gap = `\n${' '.repeat(context.indentationLvl)}`;
    }
    context.indentationLvl -= indent;
  } else if (descriptor.get !== undefined) {
    text = formatGetter(context, descriptor, original, recurseTimes);
  } else if (descriptor.set !== undefined) {
    text = context.stylize('[Setter]', 'special');
  } else {
    text = context.stylize('undefined', 'undefined');
  }
  return type === kArrayType ? text : `${formatKey(context, key, descriptor)}:${gap}${text}`;
}

module.exports = {
  format,
  formatWithOptions,
  getStringWidth,
  inspect,
  inspectDefaultOptions,
  internals: { formatProperty, formatValue },
  isZeroWidthCodePoint,
  stripVTControlCharacters,
};
Object.defineProperty(module.exports, 'identicalSequenceRange', {
  __proto__: null, get: () => require('./inspect/errors').identicalSequenceRange, enumerable: true,
});
