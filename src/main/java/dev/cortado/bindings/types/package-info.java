/** What kind of object a value is: {@code util.types}. */
package dev.cortado.bindings.types;
