/** The process among others: ids, directory, umask, signals, use of resources. */
package dev.cortado.bindings.credentials;
