/** {@code internalBinding('udp_wrap')}: what {@code lib/dgram.js} asks of UDP sockets. */
package dev.cortado.bindings.udp;
