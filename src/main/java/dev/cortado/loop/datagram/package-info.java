/** UDP sockets with libuv's behaviour, over readiness and libc. Knows nothing of JavaScript. */
package dev.cortado.loop.datagram;
