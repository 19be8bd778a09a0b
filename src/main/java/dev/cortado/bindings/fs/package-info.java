/** Files and directories: what {@code lib/fs.js} is made of. */
package dev.cortado.bindings.fs;
