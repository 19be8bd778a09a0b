'use strict';

// RFC 3492. Names follow its sections 5 and 6.

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const MAX_INT = 2 ** 31 - 1;
const DELIMITER = '-';

const separators = /[.\u3002\uFF0E\uFF61]/g;

function invalid() {
  return new RangeError('Invalid input');
}

function overflow() {
  return new RangeError('Overflow: input needs wider integers to process');
}

/** How far the next delta's thresholds shift (section 6.1). */
function adapt(delta, length, isFirst) {
  let rest = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / length);
  let k = 0;
  while (rest > ((BASE - T_MIN) * T_MAX) >> 1) {
    rest = Math.floor(rest / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function threshold(k, bias) {
  return Math.min(Math.max(k - bias, T_MIN), T_MAX);
}

function digitOf(charCode) {
  if (charCode >= 48 && charCode <= 57) return charCode - 22;  // 0-9 are 26 to 35
  if (charCode >= 65 && charCode <= 90) return charCode - 65;
  if (charCode >= 97 && charCode <= 122) return charCode - 97;
  return BASE;
}

function charOf(digit) {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

/** One delta, written with variable-length digits from `at` on: [delta, end]. */
function readDelta(text, at, start, bias) {
  let i = start;
  let weight = 1;
  for (let k = BASE; ; k += BASE) {
    if (at >= text.length) throw invalid();
    const digit = digitOf(text.charCodeAt(at++));
    if (digit >= BASE) throw invalid();
    if (digit > Math.floor((MAX_INT - i) / weight)) throw overflow();
    i += digit * weight;
    const t = threshold(k, bias);
    if (digit < t) return [i, at];
    if (weight > Math.floor(MAX_INT / (BASE - t))) throw overflow();
    weight *= BASE - t;
  }
}

/**
 * Decodes a label without its `xn--`.
 * @param {string} input
 * @returns {string}
 * @throws {RangeError} for what is not Punycode
 */
function decode(input) {
  const basicLength = Math.max(input.lastIndexOf(DELIMITER), 0);
  const output = [];
  for (let j = 0; j < basicLength; j++) {
    if (input.charCodeAt(j) >= INITIAL_N) {
      throw new RangeError('Illegal input >= 0x80 (not a basic code point)');
    }
    output.push(input.charCodeAt(j));
  }
  let n = INITIAL_N;
  let bias = INITIAL_BIAS;
  let i = 0;
  let at = basicLength > 0 ? basicLength + 1 : 0;
  while (at < input.length) {
    const before = i;
    [i, at] = readDelta(input, at, i, bias);
    const length = output.length + 1;
    bias = adapt(i - before, length, before === 0);
    if (Math.floor(i / length) > MAX_INT - n) throw overflow();
    n += Math.floor(i / length);
    i %= length;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

function writeDelta(delta, bias) {
  let text = '';
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const t = threshold(k, bias);
    if (rest < t) return text + charOf(rest);
    text += charOf(t + (rest - t) % (BASE - t));
    rest = Math.floor((rest - t) / (BASE - t));
  }
}

/**
 * Encodes a label, without `xn--`.
 * @param {string} input
 * @returns {string}
 */
function encode(input) {
  const codePoints = ucs2decode(input);
  const basic = codePoints.filter((c) => c < INITIAL_N);
  let output = String.fromCharCode(...basic);
  if (basic.length > 0) output += DELIMITER;
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  for (let handled = basic.length; handled < codePoints.length; n++, delta++) {
    const next = Math.min(...codePoints.filter((c) => c >= n));
    if (next - n > Math.floor((MAX_INT - delta) / (handled + 1))) throw overflow();
    delta += (next - n) * (handled + 1);
    n = next;
    for (const c of codePoints) {
      if (c < n && ++delta > MAX_INT) throw overflow();
      if (c !== n) continue;
      output += writeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
  }
  return output;
}

/** Applies `convert` to each label of a domain name or of an e-mail address's domain. */
function mapLabels(domain, convert) {
  const parts = domain.split('@');
  const local = parts.length > 1 ? `${parts[0]}@` : '';
  const name = (parts.length > 1 ? parts[1] : domain).replace(separators, '.');
  return local + name.split('.').map(convert).join('.');
}

/**
 * @param {string} input a domain name or an e-mail address
 * @returns {string} with its labels decoded
 */
function toUnicode(input) {
  return mapLabels(input, (label) => (
    label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label
  ));
}

/**
 * @param {string} input a domain name or an e-mail address
 * @returns {string} with its non-ASCII labels encoded
 */
function toASCII(input) {
  // eslint-disable-next-line no-control-regex
  return mapLabels(input, (label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label));
}

/** The code points of a string; a lone surrogate stands for itself. */
function ucs2decode(string) {
  return Array.from(string, (character) => character.codePointAt(0));
}

function ucs2encode(codePoints) {
  return String.fromCodePoint(...codePoints);
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2decode, encode: ucs2encode },
  decode,
  encode,
  toASCII,
  toUnicode,
};
