/** The clock and the loop phases that lib/internal/timers runs in. */
package dev.cortado.bindings.timers;
