/** What message ports ask of the event loop. */
package dev.cortado.bindings.messaging;
