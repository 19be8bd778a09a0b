'use strict';

// What a program that drives an HTTPParser of its own hears: the parser calls the functions that the program
// has put at the indices kOnHeadersComplete, kOnBody and so on. http itself does not go this way.

const { HTTPParser, COMPLETE, KEEP_ALIVE, UPGRADE, methods } = internalBinding('http_parser');

/** Calls what is there at an index. */
function tell(parser, index, ...args) {
  const callback = parser[index];
  return typeof callback === 'function' ? Reflect.apply(callback, parser, args) : undefined;
}

/**
 * A head is complete, see `onHead` in _http_common. Fields come with it however many there are.
 * @returns {number} what the callback says of the body
 */
function tellHead(parser, flags, version, headers, method, url, statusCode, statusMessage) {
  tell(parser, HTTPParser.kOnMessageBegin);
  const answer = tell(parser, HTTPParser.kOnHeadersComplete, version / 10 | 0, version % 10, headers,
                      method === undefined ? undefined : methods.indexOf(method),
                      method === undefined ? undefined : url,
                      statusCode, statusMessage, (flags & UPGRADE) !== 0, (flags & KEEP_ALIVE) !== 0);
  if ((flags & COMPLETE) !== 0) tellComplete(parser);
  return answer ?? 0;
}

/** A piece of a body came. */
function tellBody(parser, bytes) {
  tell(parser, HTTPParser.kOnBody, bytes);
}

/** A message ended; trailers are told as fields are. */
function tellComplete(parser, trailers) {
  if (trailers !== undefined) tell(parser, HTTPParser.kOnHeaders, trailers, '');
  tell(parser, HTTPParser.kOnMessageComplete);
}

module.exports = { tellBody, tellComplete, tellHead };
