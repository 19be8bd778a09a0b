/** What {@code util.inspect} and its neighbours cannot see from JavaScript. */
package dev.cortado.bindings.util;
