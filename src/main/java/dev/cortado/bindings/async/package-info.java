/** Asynchronous context: what AsyncLocalStorage and async_hooks ask of the engine. */
package dev.cortado.bindings.async;
