/**
 * libc, called through {@code java.lang.foreign}: file descriptors, {@code errno}, stat, users, signals, terminals.
 *
 * <p>Every call either returns its result or throws {@link dev.cortado.posix.PosixException}. Nothing here knows of
 * JavaScript or of the event loop.
 */
package dev.cortado.posix;
