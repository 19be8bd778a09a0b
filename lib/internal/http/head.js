'use strict';

// Makes the text of a message's head: the first line, the program's headers and those that follow
// from them.

const { Buffer } = require('../../buffer');
const { kOutHeaders, kUniqueHeaders, second, utcDate } = require('../http');
const { chunkExpression } = require('../../_http_common');
const {
  CONNECTION, CONTENT_DISPOSITION, CONTENT_LENGTH, COOKIE, DATE, EXPECT, KEEP_ALIVE, TRAILER, TRANSFER_ENCODING,
  fieldName,
} = require('./header_list');
const { codes: { ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_VALUE } } = require('../errors');

const CRLF = '\r\n';
const closeExpression = /(?:^|\W)close(?:$|\W)/i;

let text = '';
// The bits of the fields that were seen.
let seen = 0;

/**
 * Sets `msg._header`.
 * @param {OutgoingMessage} msg
 * @param {string} firstLine with its line end
 * @param {object|Array|null} headers
 */
function renderHead(msg, firstLine, headers) {
  text = firstLine;
  seen = 0;
  const unique = msg[kUniqueHeaders];
  if (headers) {
    if (headers === msg[kOutHeaders]) addList(msg, headers.entries, unique);
    else if (Array.isArray(headers)) addArray(msg, headers, unique);
    else addObject(msg, headers, unique);
  }
  dropBodyWhereForbidden(msg);
  addDateAndConnection(msg);
  const end = framingEnd(msg);
  if ((seen & TRAILER) !== 0 && msg.chunkedEncoding !== true) throw new ERR_HTTP_TRAILER_INVALID();

  msg._header = text + end;
  msg._headerSent = false;
  text = '';
  // With "Expect: 100-continue" the head must go out before the body is there.
  if ((seen & EXPECT) !== 0) msg._send('');
}

function addList(msg, entries, unique) {
  for (let i = 1; i < entries.length; i += 3) {
    const value = entries[i + 1];
    if (typeof value === 'string' && entries[i].meaning === 0) text += entries[i].lineFor(value);
    else addField(msg, entries[i], value, unique, false);
  }
}

/** A flat array of names and values, or an array of pairs. */
function addArray(msg, headers, unique) {
  const pairs = headers.length > 0 && Array.isArray(headers[0]) ? headers.flatMap(asPair) : headers;
  let rest = pairs.length;
  if ((rest & 1) === 1) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  for (; rest > 0; rest -= 2) {
    const at = pairs.length - rest;
    addField(msg, fieldName(pairs[at]), pairs[at + 1], unique, true);
  }
}

function asPair(entry) {
  // One level is flattened: a value that is an array stays one.
  return [entry[0], entry[1]];
}

function addObject(msg, headers, unique) {
  const names = Object.keys(headers);
  for (let i = 0; i < names.length; i++) {
    addField(msg, fieldName(names[i]), headers[names[i]], unique, true);
  }
}

function addField(msg, field, value, unique, validate) {
  if (field.meaning === CONTENT_DISPOSITION && msg._contentLength !== null) {
    // Browsers read the name in it as UTF-8, and the head is sent as Latin-1.
    value = Array.isArray(value) ? value.map(throughLatin1) : throughLatin1(value);
  }
  if (!Array.isArray(value)) {
    addLine(msg, field, value, validate);
  } else if (unique?.has(field.lower) || (field.meaning === COOKIE && value.length > 1)) {
    addLine(msg, field, value.join('; '), validate);
  } else {
    for (const one of value) addLine(msg, field, one, validate);
  }
}

function throughLatin1(value) {
  return Buffer.from(String(value), 'latin1').toString();
}

function addLine(msg, field, value, validate) {
  if (validate) field.check(value);
  text += field.lineFor(value);
  if (field.meaning !== 0) noteField(msg, field.meaning, value);
}

function noteField(msg, meaning, value) {
  switch (meaning) {
    case CONNECTION:
      seen |= CONNECTION;
      msg._removedConnection = false;
      if (closeExpression.test(value)) msg._last = true;
      else msg.shouldKeepAlive = true;
      break;
    case TRANSFER_ENCODING:
      seen |= TRANSFER_ENCODING;
      msg._removedTE = false;
      if (chunkExpression.test(value)) msg.chunkedEncoding = true;
      break;
    case CONTENT_LENGTH:
      seen |= CONTENT_LENGTH;
      msg._contentLength = +value;
      msg._removedContLen = false;
      break;
    case KEEP_ALIVE:
      msg._defaultKeepAlive = false;
      break;
    default:
      seen |= meaning;
  }
}

function dropBodyWhereForbidden(msg) {
  const status = msg.statusCode;
  if (msg.chunkedEncoding && (status === 204 || status === 304)) {
    msg.chunkedEncoding = false;
    msg.shouldKeepAlive = false;
  }
}

function addDateAndConnection(msg) {
  const dated = msg.sendDate && (seen & DATE) === 0;
  if (msg._removedConnection) {
    if (dated) text += dateLine();
    // Nothing is said: HTTP/1.1 keeps the connection, and whoever removed the field knows.
    msg._last = !msg.shouldKeepAlive;
  } else if ((seen & CONNECTION) !== 0) {
    if (dated) text += dateLine();
  } else if (!canKeepAlive(msg)) {
    msg._last = true;
    text += dated ? dateLine() + 'Connection: close\r\n' : 'Connection: close\r\n';
  } else if (msg.maxRequestsOnConnectionReached) {
    text += dated ? dateLine() + 'Connection: close\r\n' : 'Connection: close\r\n';
  } else if (dated && msg._defaultKeepAlive && !(msg._maxRequestsPerSocket > 0)) {
    text += usualLines(msg._keepAliveTimeout);
  } else {
    if (dated) text += dateLine();
    text += 'Connection: keep-alive\r\n';
    if (msg._defaultKeepAlive) text += keepAliveLine(msg._keepAliveTimeout, msg._maxRequestsPerSocket);
  }
}

/** Whether the receiver can tell where the message ends without the connection's end. */
function canKeepAlive(msg) {
  return msg.shouldKeepAlive &&
    ((seen & CONTENT_LENGTH) !== 0 || msg.useChunkedEncodingByDefault || Boolean(msg.agent));
}

function dateLine() {
  return 'Date: ' + utcDate() + CRLF;
}

function keepAliveLine(timeout, maxRequests) {
  if (!timeout) return '';
  const seconds = Math.floor(timeout / 1000);
  const max = ~~maxRequests;
  return max > 0 ? `Keep-Alive: timeout=${seconds}, max=${max}\r\n` : `Keep-Alive: timeout=${seconds}\r\n`;
}

let usualSecond = 0;
let usualTimeout = -1;
let usualText = '';

/** What nearly every answer says after the program's own fields; made once a second. */
function usualLines(timeout) {
  const now = second();
  if (now !== usualSecond || timeout !== usualTimeout) {
    usualSecond = now;
    usualTimeout = timeout;
    usualText = dateLine() + 'Connection: keep-alive\r\n' + keepAliveLine(timeout, 0);
    usualText.charCodeAt(0);
  }
  return usualText;
}

const MAX_KNOWN_LENGTH = 1024;

/** The ends of heads that say how long a short body is. */
const lengthEnds = [];
for (let length = 0; length < MAX_KNOWN_LENGTH; length++) lengthEnds.push('');

function lengthEnd(length) {
  if (length < MAX_KNOWN_LENGTH && length >= 0 && lengthEnds[length] !== undefined) {
    if (lengthEnds[length] === '') {
      lengthEnds[length] = `Content-Length: ${length}\r\n\r\n`;
      lengthEnds[length].charCodeAt(0);
    }
    return lengthEnds[length];
  }
  return 'Content-Length: ' + length + '\r\n\r\n';
}

/** The head's end; it may first have to say how the receiver learns where the body ends. */
function framingEnd(msg) {
  if ((seen & (CONTENT_LENGTH | TRANSFER_ENCODING)) !== 0) return CRLF;
  if (!msg._hasBody) {
    msg.chunkedEncoding = false;
    return CRLF;
  }
  if (msg.useChunkedEncodingByDefault) {
    if (typeof msg._contentLength === 'number' && !msg._removedContLen && (seen & TRAILER) === 0) {
      return lengthEnd(msg._contentLength);
    }
    if (!msg._removedTE) {
      msg.chunkedEncoding = true;
      return 'Transfer-Encoding: chunked\r\n\r\n';
    }
  }
  // Nothing is left: only the connection's end can tell.
  msg._last = true;
  return CRLF;
}

module.exports = { renderHead };
