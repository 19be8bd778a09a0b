'use strict';

// Internet addresses as text, and what net shares with its neighbours.


const hexGroup = /^[0-9a-fA-F]{1,4}$/;
const zone = /^[0-9a-zA-Z\-.:]+$/;
const decimalOctet = /^(?:0|[1-9][0-9]{0,2})$/;

/**
 * The four bytes of an IPv4 literal.
 * @param {string} text
 * @returns {number[] | undefined}
 */
function parseIPv4(text) {
  const parts = text.split('.');
  if (parts.length !== 4) {
    return undefined;
  }
  const bytes = [];
  for (const part of parts) {
    if (!decimalOctet.test(part) || +part > 255) {
      return undefined;
    }
    bytes.push(+part);
  }
  return bytes;
}

/** The bytes of colon-separated groups; an IPv4 literal may stand at the end if `last`. */
function parseGroups(text, last) {
  const bytes = [];
  if (text === '') {
    return bytes;
  }
  const groups = text.split(':');
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i];
    if (hexGroup.test(group)) {
      const value = parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
      continue;
    }
    const ipv4 = last && i === groups.length - 1 ? parseIPv4(group) : undefined;
    if (ipv4 === undefined) {
      return undefined;
    }
    bytes.push(...ipv4);
  }
  return bytes;
}

/**
 * The sixteen bytes of an IPv6 literal; a zone is checked and left out.
 * @param {string} text
 * @returns {number[] | undefined}
 */
function parseIPv6(text) {
  const percent = text.indexOf('%');
  if (percent >= 0) {
    if (!zone.test(text.slice(percent + 1))) {
      return undefined;
    }
    text = text.slice(0, percent);
  }
  const gap = text.indexOf('::');
  if (gap < 0) {
    const bytes = parseGroups(text, true);
    return bytes?.length === 16 ? bytes : undefined;
  }
  const head = parseGroups(text.slice(0, gap), false);
  const tail = parseGroups(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined || head.length + tail.length > 14) {
    return undefined;
  }
  return [...head, ...new Array(16 - head.length - tail.length).fill(0), ...tail];
}

/**
 * An IPv6 address in its shortest form.
 * @param {number[]} bytes sixteen of them
 * @returns {string}
 */
function formatIPv6(bytes) {
  const words = [];
  for (let i = 0; i < 16; i += 2) {
    words.push(bytes[i] << 8 | bytes[i + 1]);
  }
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && words[end] === 0) {
      end++;
    }
    if (end - i > length) {
      start = i;
      length = end - i;
    }
    i = Math.max(i, end - 1);
  }
  if (start === 0 && (length === 6 || (length === 5 && words[5] === 0xffff))) {
    return `::${length === 5 ? 'ffff:' : ''}${bytes.slice(12).join('.')}`;
  }
  const hex = words.map((word) => word.toString(16));
  return start < 0 ?
    hex.join(':') :
    `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** @returns {boolean} */
function isIPv4(input) {
  return parseIPv4(`${input}`) !== undefined;
}

/** @returns {boolean} */
function isIPv6(input) {
  return parseIPv6(`${input}`) !== undefined;
}

/** @returns {0 | 4 | 6} */
function isIP(input) {
  const text = `${input}`;
  if (parseIPv4(text) !== undefined) {
    return 4;
  }
  return parseIPv6(text) !== undefined ? 6 : 0;
}

module.exports = {
  formatIPv6,
  isIP,
  isIPv4,
  isIPv6,
  kReinitializeHandle: Symbol('kReinitializeHandle'),
  normalizedArgsSymbol: Symbol('normalizedArgs'),
  parseIPv4,
  parseIPv6,
};
