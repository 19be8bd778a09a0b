/**
 * The event loop: libuv's counterpart in plain Java. Its phases, timers, handles, requests and the
 * work pool. Netty waits for sockets on the loop's own thread, and only once something asks for it.
 * Nothing here knows of JavaScript.
 */
package dev.cortado.loop;
