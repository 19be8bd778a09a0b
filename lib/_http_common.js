'use strict';

// The parsers' JavaScript side: turns what internalBinding('http_parser') finds into
// IncomingMessages. The Java side calls the functions given to setCallbacks.

const binding = internalBinding('http_parser');
const FreeList = require('./internal/freelist');
const { getOptionValue } = require('./internal/options');
const { IncomingMessage, readStart, readStop } = require('./_http_incoming');
const { HTTPParser, methods } = binding;

const kIncomingMessage = Symbol('IncomingMessage');
const kSkipPendingData = Symbol('kSkipPendingData');

const chunkExpression = /(?:^|\W)chunked(?:$|\W)/i;
const continueExpression = /(?:^|\W)100-continue(?:$|\W)/i;

const CRLF = '\r\n';
const DEFAULT_MAX_HEADER_PAIRS = 2000;

/** Bits of what the Java side tells about a message's head. */
const kKeepAlive = binding.KEEP_ALIVE;
const kUpgrade = binding.UPGRADE;
const kComplete = binding.COMPLETE;
const kLast = binding.LAST;
const kHasHost = binding.HAS_HOST;
const kHasExpect = binding.HAS_EXPECT;

function versionText(version) {
  return version === 11 ? '1.1' : version === 10 ? '1.0' : `${version / 10 | 0}.${version % 10}`;
}

/** A parser that a program has made is not one of ours, see cleanParser: it calls the program. */
function programCallbacks() {
  return require('./internal/http/parser_callbacks');
}

/**
 * A message's head is complete.
 * @returns {number} 0: go on, 1: there is no body, 2: another protocol follows
 */
function onHead(parser, flags, version, headers, method, url, statusCode, statusMessage) {
  // Freed while it still had input: nobody is there for it any more.
  if (parser.onIncoming === null) return 0;
  if (parser.onIncoming === undefined) {
    return programCallbacks().tellHead(parser, flags, version, headers, method, url, statusCode, statusMessage);
  }
  const socket = parser.socket;
  const Incoming = parser.incomingClass ?? IncomingMessage;
  const incoming = new Incoming(socket);
  incoming.httpVersionMajor = version / 10 | 0;
  incoming.httpVersionMinor = version % 10;
  incoming.httpVersion = versionText(version);
  incoming.joinDuplicateHeaders = parser.joinDuplicateHeaders;
  incoming.url = url;
  incoming.upgrade = (flags & kUpgrade) !== 0;
  if (socket) socket._paused = false;

  const max = parser.maxHeaderPairs;
  incoming._addHeaderLines(headers, max > 0 && headers.length > max ? max : headers.length);

  if (method !== undefined) {
    incoming.method = method;
  } else {
    incoming.statusCode = statusCode;
    incoming.statusMessage = statusMessage;
  }
  parser.incoming = incoming;
  const answer = parser.onIncoming(parser, incoming, flags);
  if ((flags & kComplete) !== 0) {
    incoming.complete = true;
    incoming._endBody();
    if (socket) readStart(socket);
    if ((flags & kLast) !== 0) parser.onExecute(parser, 0);
  }
  return answer;
}

/** A piece of the body came; `bytes` is a Buffer of its own. */
function onBody(parser, bytes) {
  const stream = parser.incoming;
  if (!stream) {
    if (stream === undefined) programCallbacks().tellBody(parser, bytes);
    return;
  }
  if (!stream._dumped && !stream.push(bytes)) readStop(parser.socket);
}

/** The message ended; `trailers` is undefined or a flat list of names and values. */
function onComplete(parser, trailers) {
  const stream = parser.incoming;
  if (stream) {
    stream.complete = true;
    if (trailers !== undefined) stream._addHeaderLines(trailers, trailers.length);
    stream._endBody();
  } else if (stream === undefined) {
    programCallbacks().tellComplete(parser, trailers);
  }
  if (parser.socket) readStart(parser.socket);
}

/** A piece of a socket's input was parsed; `result` is the number of bytes used or an error. */
function onExecute(parser, result) {
  if (parser.onExecute !== null) parser.onExecute(parser, result);
}

binding.setCallbacks(onHead, onBody, onComplete, onExecute);

function ignoreExecute() {}

const parsers = new FreeList('parsers', 1000, () => {
  const parser = new HTTPParser();
  cleanParser(parser);
  return parser;
});

function cleanParser(parser) {
  parser.outgoing = null;
  parser.maxHeaderPairs = DEFAULT_MAX_HEADER_PAIRS;
  parser.socket = null;
  parser.incoming = null;
  parser.incomingClass = undefined;
  parser.connection = null;
  parser.onIncoming = null;
  parser.onExecute = ignoreExecute;
  parser.joinDuplicateHeaders = null;
  parser._consumed = false;
}

/** Takes a parser off its request and socket and keeps it for another connection. */
function freeParser(parser, req, socket) {
  if (socket) socket.parser = null;
  if (req) req.parser = null;
  if (!parser) return;
  if (parser._consumed) parser.unconsume();
  parser.remove();
  // While its own callbacks are on the stack it cannot serve another connection.
  if (!parser.isExecuting() && parsers.free(parser)) parser.free();
  else setImmediate(closeParser, parser);
  cleanParser(parser);
}

function closeParser(parser) {
  parser.close();
}

function checkIsHttpToken(value) {
  return binding.isToken(`${value}`);
}

/**
 * Whether a header's value holds a character that must not be sent.
 * @param {string} value
 * @param {boolean} [lenient]
 */
function checkInvalidHeaderChar(value, lenient = false) {
  return !binding.isFieldValue(`${value}`, lenient);
}

let warnedLenient = false;

/** Whether `--insecure-http-parser` was given; warns the first time. */
function isLenient() {
  const lenient = getOptionValue('--insecure-http-parser') === true;
  if (lenient && !warnedLenient) {
    warnedLenient = true;
    process.emitWarning('Using insecure HTTP parsing');
  }
  return lenient;
}

/** The parser's leniency for an `insecureHTTPParser` option, or the process's default. */
function calculateLenientFlags(insecureHTTPParser) {
  const lenient = insecureHTTPParser === undefined ? isLenient() : insecureHTTPParser;
  return lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone;
}

/** Completes a parser's error with what it was about. */
function prepareError(e, parser, rawPacket) {
  e.rawPacket = rawPacket ?? parser.getCurrentBuffer();
  e.message = `Parse Error: ${e.reason}`;
}

module.exports = {
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
  _checkIsHttpToken: checkIsHttpToken,
  chunkExpression,
  continueExpression,
  CRLF,
  freeParser,
  methods,
  parsers,
  kIncomingMessage,
  kHasExpect,
  kHasHost,
  kKeepAlive,
  HTTPParser,
  isLenient,
  calculateLenientFlags,
  prepareError,
  kSkipPendingData,
};
