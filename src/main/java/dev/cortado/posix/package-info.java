/**
 * libc, called through {@code java.lang.foreign}: file descriptors, {@code errno}, stat, users,
 * signals, terminals.
 *
 * <p>Calls return what libc's do, and a negative error number ({@link dev.cortado.posix.UvError})
 * where those return -1: many failures are answers ("is there such a file?"), and only the caller
 * knows which call JavaScript made. {@link dev.cortado.posix.PosixException#check} turns one into
 * the exception that becomes Node.js's error. Nothing here knows of JavaScript or of the event
 * loop.
 */
package dev.cortado.posix;
