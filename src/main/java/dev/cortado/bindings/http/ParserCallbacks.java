package dev.cortado.bindings.http;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;

/**
 * The functions that all parsers of an environment report to; the parser's object comes first.
 *
 * @param onHead {@code (parser, flags, version, headers, method, url, status, statusMessage)};
 *     tells what follows, see {@link HttpHandler}
 * @param onBody {@code (parser, buffer)}
 * @param onComplete {@code (parser, trailers)}
 * @param onExecute {@code (parser, bytesUsedOrError)}, after input that came from a stream
 */
record ParserCallbacks(
    JSFunctionObject onHead,
    JSFunctionObject onBody,
    JSFunctionObject onComplete,
    JSFunctionObject onExecute) {}
