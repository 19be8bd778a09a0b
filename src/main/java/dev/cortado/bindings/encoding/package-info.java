/** The Encoding Standard's decoders: what {@code lib/internal/encoding.js} stands on. */
package dev.cortado.bindings.encoding;
