/**
 * Cortado: a Node.js-compatible runtime on the JVM. This package is the embedding API; everything
 * under it is internal.
 */
package dev.cortado;
