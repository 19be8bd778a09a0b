/**
 * Compression: {@code java.util.zip} for deflate and gzip, brotli4j and zstd-jni for the others.
 */
package dev.cortado.bindings.zlib;
