/** What the module loaders ask of the file system: package.json files, kinds of path, sources. */
package dev.cortado.bindings.modules;
