/** What JavaScript's handles over byte streams have in common. */
package dev.cortado.bindings.stream;
