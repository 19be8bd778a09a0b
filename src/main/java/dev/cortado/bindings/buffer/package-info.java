/** Bytes and text: what {@code lib/buffer.js} and {@code lib/internal/encoding.js} stand on. */
package dev.cortado.bindings.buffer;
