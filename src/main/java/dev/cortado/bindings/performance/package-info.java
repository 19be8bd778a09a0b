/** The clock of {@code perf_hooks}, and how busy the event loop is. */
package dev.cortado.bindings.performance;
