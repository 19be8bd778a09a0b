'use strict';

// Makes the text of a message's head: the first line, the program's headers and those that follow
// from them.

const { Buffer } = require('../../buffer');
const { kOutHeaders, utcDate } = require('../http');
const { chunkExpression } = require('../../_http_common');
const { validateHeaderName, validateHeaderValue } = require('./header_list');
const { codes: { ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_VALUE } } = require('../errors');

const CRLF = '\r\n';
const closeExpression = /(?:^|\W)close(?:$|\W)/i;

// What was seen among the headers. Bits, so that no object is made for it.
const CONNECTION = 1;
const CONTENT_LENGTH = 2;
const TRANSFER_ENCODING = 4;
const DATE = 8;
const EXPECT = 16;
const TRAILER = 32;
const KEEP_ALIVE = 64;

/** Names that say something about the message itself, by their lower-case form. */
const meanings = new Map([
  ['connection', CONNECTION],
  ['content-length', CONTENT_LENGTH],
  ['transfer-encoding', TRANSFER_ENCODING],
  ['date', DATE],
  ['expect', EXPECT],
  ['trailer', TRAILER],
  ['keep-alive', KEEP_ALIVE],
]);

let text = '';
let seen = 0;

/**
 * Sets `msg._header`.
 * @param {OutgoingMessage} msg
 * @param {string} firstLine with its line end
 * @param {object|Array|null} headers
 * @param {symbol} uniqueHeadersKey where `msg` keeps the names of headers to be sent once
 */
function renderHead(msg, firstLine, headers, uniqueHeadersKey) {
  text = firstLine;
  seen = 0;
  const unique = msg[uniqueHeadersKey];
  if (headers) {
    if (headers === msg[kOutHeaders]) addList(msg, headers.entries, unique);
    else if (Array.isArray(headers)) addArray(msg, headers, unique);
    else addObject(msg, headers, unique);
  }
  if (msg.sendDate && (seen & DATE) === 0) text += 'Date: ' + utcDate() + CRLF;
  dropBodyWhereForbidden(msg);
  addConnection(msg);
  addFraming(msg);
  if (msg.chunkedEncoding !== true && (seen & TRAILER) !== 0) throw new ERR_HTTP_TRAILER_INVALID();

  msg._header = text + CRLF;
  msg._headerSent = false;
  text = '';
  // With "Expect: 100-continue" the head must go out before the body is there.
  if ((seen & EXPECT) !== 0) msg._send('');
}

function addList(msg, entries, unique) {
  for (let i = 0; i < entries.length; i += 3) {
    addField(msg, entries[i + 1], entries[i + 2], entries[i], unique, false);
  }
}

function addArray(msg, headers, unique) {
  if (headers.length > 0 && Array.isArray(headers[0])) {
    for (const entry of headers) addUnchecked(msg, entry[0], entry[1], unique);
    return;
  }
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  for (let i = 0; i < headers.length; i += 2) {
    addUnchecked(msg, headers[i], headers[i + 1], unique);
  }
}

function addObject(msg, headers, unique) {
  for (const name in headers) {
    if (Object.hasOwn(headers, name)) addUnchecked(msg, name, headers[name], unique);
  }
}

function addUnchecked(msg, name, value, unique) {
  addField(msg, name, value, validateHeaderName(name), unique, true);
}

function addField(msg, name, value, lower, unique, validate) {
  if (lower === 'content-disposition' && msg._contentLength !== null) {
    // Browsers read the name in it as UTF-8, and the head is sent as Latin-1.
    value = Array.isArray(value) ? value.map(throughLatin1) : throughLatin1(value);
  }
  if (Array.isArray(value)) {
    if ((value.length < 2 || lower !== 'cookie') && !unique?.has(lower)) {
      for (let i = 0; i < value.length; i++) addLine(msg, name, value[i], lower, validate);
      return;
    }
    value = value.join('; ');
  }
  addLine(msg, name, value, lower, validate);
}

function throughLatin1(value) {
  return Buffer.from(String(value), 'latin1').toString();
}

function addLine(msg, name, value, lower, validate) {
  if (validate) validateHeaderValue(name, value);
  text += name + ': ' + value + CRLF;
  const meaning = meanings.get(lower);
  if (meaning !== undefined) noteField(msg, meaning, value);
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

function addConnection(msg) {
  if (msg._removedConnection) {
    // Nothing is said: HTTP/1.1 keeps the connection, and whoever removed the field knows.
    msg._last = !msg.shouldKeepAlive;
    return;
  }
  if ((seen & CONNECTION) !== 0) return;
  const keepAlive = msg.shouldKeepAlive &&
    ((seen & CONTENT_LENGTH) !== 0 || msg.useChunkedEncodingByDefault || msg.agent);
  if (keepAlive && !msg.maxRequestsOnConnectionReached) {
    text += 'Connection: keep-alive\r\n';
    if (msg._keepAliveTimeout && msg._defaultKeepAlive) text += keepAliveLine(msg);
  } else {
    if (!keepAlive) msg._last = true;
    text += 'Connection: close\r\n';
  }
}

let keepAliveFor = -1;
let keepAliveText = '';

function keepAliveLine(msg) {
  const max = ~~msg._maxRequestsPerSocket;
  if (max > 0) return `Keep-Alive: timeout=${Math.floor(msg._keepAliveTimeout / 1000)}, max=${max}\r\n`;
  if (msg._keepAliveTimeout !== keepAliveFor) {
    keepAliveFor = msg._keepAliveTimeout;
    keepAliveText = `Keep-Alive: timeout=${Math.floor(keepAliveFor / 1000)}\r\n`;
  }
  return keepAliveText;
}

/** How the receiver learns where the body ends. */
function addFraming(msg) {
  if ((seen & (CONTENT_LENGTH | TRANSFER_ENCODING)) !== 0) return;
  if (!msg._hasBody) {
    msg.chunkedEncoding = false;
  } else if (!msg.useChunkedEncodingByDefault) {
    msg._last = true;
  } else if ((seen & TRAILER) === 0 && !msg._removedContLen && typeof msg._contentLength === 'number') {
    text += 'Content-Length: ' + msg._contentLength + CRLF;
  } else if (!msg._removedTE) {
    text += 'Transfer-Encoding: chunked\r\n';
    msg.chunkedEncoding = true;
  } else {
    // Neither is left: only the connection's end can tell.
    msg._last = true;
  }
}

module.exports = { renderHead };
