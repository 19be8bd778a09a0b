/** Terminals: what {@code lib/tty.js} stands on. */
package dev.cortado.bindings.tty;
