/**
 * URLs as the URL Standard parses them: what {@code lib/internal/url.js} and {@code lib/url.js}
 * stand on.
 */
package dev.cortado.bindings.url;
