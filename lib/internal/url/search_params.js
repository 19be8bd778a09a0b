'use strict';

const {
  ERR_ARG_NOT_ITERABLE,
  ERR_INVALID_THIS,
  ERR_INVALID_TUPLE,
  ERR_MISSING_ARGS,
} = require('../errors').codes;
const { customInspectSymbol, kEnumerableProperty } = require('../util');

/** Characters that application/x-www-form-urlencoded leaves as they are. */
const PLAIN = /^[\w*.-]*$/;
const ESCAPED_FURTHER = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E', '%20': '+' };

function encodeComponent(text) {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()~]|%20/g, (c) => ESCAPED_FURTHER[c]);
}

function decodeComponent(text) {
  if (text.includes('+')) text = text.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    const { Buffer } = require('../../buffer');
    return require('../../querystring').unescapeBuffer(Buffer.from(text)).toString();
  }
}

/** Reads `a=1&b=2` into a flat list of names and values. */
function parsePairs(text) {
  const pairs = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const sign = part.indexOf('=');
    pairs.push(
      decodeComponent(sign === -1 ? part : part.slice(0, sign)),
      sign === -1 ? '' : decodeComponent(part.slice(sign + 1)),
    );
  }
  return pairs;
}

function serializePairs(pairs) {
  let text = '';
  for (let i = 0; i < pairs.length; i += 2) {
    if (i > 0) text += '&';
    text += `${encodeComponent(pairs[i])}=${encodeComponent(pairs[i + 1])}`;
  }
  return text;
}

function toUSVString(value) {
  return `${value}`.toWellFormed();
}

function isObjectLike(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function pairsOfSequence(sequence) {
  const pairs = [];
  for (const pair of sequence) {
    if (!isObjectLike(pair) || typeof pair[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    const items = [...pair];
    if (items.length !== 2) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    pairs.push(toUSVString(items[0]), toUSVString(items[1]));
  }
  return pairs;
}

function pairsOfRecord(record) {
  const seen = new Map();
  for (const key of Reflect.ownKeys(record)) {
    if (!Reflect.getOwnPropertyDescriptor(record, key)?.enumerable) continue;
    // A symbol can't become a string: that throws here, as WebIDL asks for.
    seen.set(toUSVString(key), toUSVString(record[key]));
  }
  return [...seen].flat();
}

let pairsOf;
let attach;
let replacePairs;

/** The parameters of a query string, or of a URL that follows them. */
class URLSearchParams {
  #pairs = [];

  /** The function that writes the parameters into their URL. */
  #changed = null;

  static {
    pairsOf = (params) => params.#pairs;
    attach = (params, changed) => {
      params.#changed = changed;
    };
    replacePairs = (params, query) => {
      params.#pairs = parsePairs(query);
    };
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#pairs in value)) {
      throw new ERR_INVALID_THIS('URLSearchParams');
    }
  }

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (!isObjectLike(init)) {
      const text = toUSVString(init);
      this.#pairs = parsePairs(text[0] === '?' ? text.slice(1) : text);
      return;
    }
    const method = init[Symbol.iterator];
    if (method === this[Symbol.iterator] && #pairs in init) {
      this.#pairs = init.#pairs.slice();
    } else if (method === undefined || method === null) {
      this.#pairs = pairsOfRecord(init);
    } else {
      if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE('Query pairs');
      this.#pairs = pairsOfSequence(init);
    }
  }

  #update() {
    if (this.#changed !== null) this.#changed(this);
  }

  get size() {
    URLSearchParams.#check(this);
    return this.#pairs.length / 2;
  }

  append(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    this.#pairs.push(toUSVString(name), toUSVString(value));
    this.#update();
  }

  delete(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    if (value !== undefined) value = toUSVString(value);
    const pairs = this.#pairs;
    const kept = [];
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] !== name || (value !== undefined && pairs[i + 1] !== value)) {
        kept.push(pairs[i], pairs[i + 1]);
      }
    }
    pairs.splice(0, pairs.length, ...kept);
    this.#update();
  }

  get(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    const pairs = this.#pairs;
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === name) return pairs[i + 1];
    }
    return null;
  }

  getAll(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    return this.#pairs.filter((_, i, pairs) => i % 2 === 1 && pairs[i - 1] === name);
  }

  has(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    if (value !== undefined) value = toUSVString(value);
    const pairs = this.#pairs;
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === name && (value === undefined || pairs[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    name = toUSVString(name);
    value = toUSVString(value);
    const pairs = this.#pairs;
    let found = false;
    for (let i = 0; i < pairs.length; ) {
      if (pairs[i] !== name) {
        i += 2;
      } else if (!found) {
        pairs[i + 1] = value;
        found = true;
        i += 2;
      } else {
        pairs.splice(i, 2);
      }
    }
    if (!found) pairs.push(name, value);
    this.#update();
  }

  sort() {
    URLSearchParams.#check(this);
    const pairs = this.#pairs;
    const entries = [];
    for (let i = 0; i < pairs.length; i += 2) entries.push([pairs[i], pairs[i + 1]]);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    for (let i = 0; i < entries.length; i++) [pairs[2 * i], pairs[2 * i + 1]] = entries[i];
    this.#update();
  }

  entries() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'key+value');
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    require('../validators').validateFunction(callback, 'callback');
    // The list may change while the callback looks at it.
    for (let i = 0; i < this.#pairs.length; i += 2) {
      callback.call(thisArg, this.#pairs[i + 1], this.#pairs[i], this);
    }
  }

  keys() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'key');
  }

  values() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'value');
  }

  toString() {
    URLSearchParams.#check(this);
    return serializePairs(this.#pairs);
  }

  [customInspectSymbol](recurseTimes, ctx) {
    URLSearchParams.#check(this);
    if (typeof recurseTimes === 'number' && recurseTimes < 0) {
      return ctx.stylize('[Object]', 'special');
    }
    const { inspect } = require('../util/inspect');
    const options = { ...ctx };
    if (recurseTimes !== null) options.depth = recurseTimes - 1;
    const shown = [];
    for (let i = 0; i < this.#pairs.length; i += 2) {
      shown.push(`${inspect(this.#pairs[i], options)} => ${inspect(this.#pairs[i + 1], options)}`);
    }
    return wrap(this.constructor.name, shown, ctx);
  }
}

/** `Name { a, b }`, over several lines where it is long. */
function wrap(name, items, ctx) {
  if (items.length === 0) return `${name} {}`;
  const { removeColors } = require('../util');
  const separator = ', ';
  const length = items.reduce(
    (sum, item) => sum + removeColors(item).length + separator.length,
    -separator.length,
  );
  return length > ctx.breakLength
    ? `${name} {\n  ${items.join(',\n  ')} }`
    : `${name} { ${items.join(separator)} }`;
}

Object.defineProperties(URLSearchParams.prototype, {
  append: kEnumerableProperty,
  delete: kEnumerableProperty,
  get: kEnumerableProperty,
  getAll: kEnumerableProperty,
  has: kEnumerableProperty,
  set: kEnumerableProperty,
  sort: kEnumerableProperty,
  entries: kEnumerableProperty,
  forEach: kEnumerableProperty,
  keys: kEnumerableProperty,
  values: kEnumerableProperty,
  size: kEnumerableProperty,
  toString: kEnumerableProperty,
  [Symbol.toStringTag]: { value: 'URLSearchParams', configurable: true },
  [Symbol.iterator]: {
    value: URLSearchParams.prototype.entries,
    configurable: true,
    writable: true,
  },
});

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

class URLSearchParamsIterator {
  #target;
  #kind;
  #index = 0;

  constructor(target, kind) {
    this.#target = target;
    this.#kind = kind;
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#target in value)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
  }

  #item(index) {
    const pairs = pairsOf(this.#target);
    if (this.#kind === 'key') return pairs[index];
    return this.#kind === 'value' ? pairs[index + 1] : [pairs[index], pairs[index + 1]];
  }

  next() {
    URLSearchParamsIterator.#check(this);
    const index = this.#index;
    if (index >= pairsOf(this.#target).length) return { value: undefined, done: true };
    this.#index += 2;
    return { value: this.#item(index), done: false };
  }

  [customInspectSymbol](recurseTimes, ctx) {
    URLSearchParamsIterator.#check(this);
    if (typeof recurseTimes === 'number' && recurseTimes < 0) {
      return ctx.stylize('[Object]', 'special');
    }
    const { inspect } = require('../util/inspect');
    const options = { ...ctx };
    if (recurseTimes !== null) options.depth = recurseTimes - 1;
    const shown = [];
    for (let i = this.#index; i < pairsOf(this.#target).length; i += 2) {
      shown.push(inspect(this.#item(i), options));
    }
    const tag = this[Symbol.toStringTag];
    const line = shown.join(', ');
    if (shown.length === 0) return `${tag} {  }`;
    const { removeColors } = require('../util');
    return removeColors(line).length > ctx.breakLength || line.includes('\n')
      ? `${tag} {\n  ${shown.join(',\n  ')} }`
      : `${tag} { ${line} }`;
  }
}

// Its prototype is a plain object of the iterators' family.
delete URLSearchParamsIterator.prototype.constructor;
Object.setPrototypeOf(URLSearchParamsIterator.prototype, IteratorPrototype);
Object.defineProperties(URLSearchParamsIterator.prototype, {
  [Symbol.toStringTag]: { value: 'URLSearchParams Iterator', configurable: true },
  next: kEnumerableProperty,
});

module.exports = { URLSearchParams, attach, encodeComponent, replacePairs };
