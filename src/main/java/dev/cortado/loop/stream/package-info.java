/**
 * Byte streams on the event loop: TCP connections, Unix domain sockets, pipes and terminals, with
 * libuv's behaviour. Read and written with libc on the loop's thread, straight from and to Java
 * arrays; Netty only tells when. Nothing here knows of JavaScript.
 *
 * <p>A <em>status</em> is 0 for success or a negative error number as {@link
 * dev.cortado.posix.UvError} lists them.
 */
package dev.cortado.loop.stream;
