package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Native memory that a thread keeps for its calls: paths going in, structures coming out, {@code
 * errno}.
 */
final class Scratch {
  /** PATH_MAX. */
  static final int PATH_SIZE = 4096;

  /** How much is read or written through {@link #io} at a time. */
  static final int IO_SIZE = 64 * 1024;

  private static final int PATH_SPACE = PATH_SIZE + 64;
  private static final int RESULT_SPACE = 8192;
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /** Where {@code errno} is put after each call. */
  final MemorySegment state;

  /** Room for a structure or a path that a call gives back. */
  final MemorySegment result;

  private final MemorySegment first;
  private final MemorySegment second;
  private MemorySegment io;

  private Scratch() {
    final MemorySegment all = Arena.ofAuto().allocate(64 + 2 * PATH_SPACE + RESULT_SPACE, 64);
    state = all.asSlice(0, 64);
    first = all.asSlice(64, PATH_SPACE);
    second = all.asSlice(64 + PATH_SPACE, PATH_SPACE);
    result = all.asSlice(64 + 2 * PATH_SPACE, RESULT_SPACE);
  }

  static Scratch get() {
    return OF_THREAD.get();
  }

  /** The address of a path as libc takes it; good until the next call of this method. */
  long path(final byte[] bytes) {
    return terminated(first, bytes);
  }

  /** Like {@link #path}, for the second path of a call. */
  long secondPath(final byte[] bytes) {
    return terminated(second, bytes);
  }

  /** Room for {@link #IO_SIZE} bytes on their way from or to a descriptor that may block. */
  MemorySegment io() {
    if (io == null) {
      io = Arena.ofAuto().allocate(IO_SIZE, 64);
    }
    return io;
  }

  /** A path that is too long is cut to a length that is still too long, so that libc says so. */
  private static long terminated(final MemorySegment space, final byte[] bytes) {
    final int length = Math.min(bytes.length, PATH_SPACE - 1);
    MemorySegment.copy(bytes, 0, space, JAVA_BYTE, 0, length);
    space.set(JAVA_BYTE, length, (byte) 0);
    return space.address();
  }
}
