/** The process object's native side: identity, environment, exit, uncaught exceptions, ticks. */
package dev.cortado.bindings.process;
