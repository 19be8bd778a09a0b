/** Name look-ups: what {@code lib/dns.js} stands on. */
package dev.cortado.bindings.dns;
