/** TCP connections and Unix domain sockets: what {@code lib/net.js} stands on. */
package dev.cortado.bindings.net;
