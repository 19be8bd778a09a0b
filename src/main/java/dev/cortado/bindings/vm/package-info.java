/** Compiling and running scripts for the module loader and the vm module. */
package dev.cortado.bindings.vm;
