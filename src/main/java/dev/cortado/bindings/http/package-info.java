/**
 * HTTP/1.x on the Java side: the message parser, the handle that feeds it from a socket, and the
 * list of connections that the server's time-outs are checked against.
 */
package dev.cortado.bindings.http;
