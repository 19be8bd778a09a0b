/** The JavaScript library itself: where its files are and how they are compiled. */
package dev.cortado.bindings.builtins;
