/** Signals as events of {@code process}. */
package dev.cortado.bindings.signal;
