/**
 * What JavaScript asks of Java: one package an area, listed in {@link
 * dev.cortado.bindings.Bindings}.
 */
package dev.cortado.bindings;
