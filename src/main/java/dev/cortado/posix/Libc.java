package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The way into libc. Linking a signature costs milliseconds, so there are only two, each linked
 * when first used: one with six integer arguments, for everything, and one that reads or writes a
 * Java array in place.
 *
 * <p>Integers and pointers of any width travel as {@code long}, and functions that take fewer
 * arguments ignore the rest: the calling conventions of Linux on x86_64 and aarch64 put the first
 * six into registers, also for variadic functions. Whoever gets an {@code int} back must cut it out
 * of the result, as its upper half is undefined.
 */
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final int ENOSYS = -38;

  private Libc() {}

  private static final class Plain {
    static final MethodHandle CALL =
        LINKER.downcallHandle(
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            ERRNO);
  }

  private static final class OnHeap {
    static final MethodHandle CALL =
        LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
            ERRNO,
            Linker.Option.critical(true));
  }

  /** The function of this name; null where this libc has none. */
  static MemorySegment function(final String name) {
    return LINKER.defaultLookup().find(name).orElse(null);
  }

  /**
   * Calls a function that returns an {@code int}: its result, or the negative error number instead
   * of -1.
   */
  static int call(
      final MemorySegment function,
      final long a,
      final long b,
      final long c,
      final long d,
      final long e,
      final long f) {
    if (function == null) {
      return ENOSYS;
    }
    final MemorySegment state = Scratch.get().state;
    final int result = (int) invoke(function, state, a, b, c, d, e, f);
    return result == -1 ? -state.get(JAVA_INT, 0) : result;
  }

  static int call(
      final MemorySegment function, final long a, final long b, final long c, final long d) {
    return call(function, a, b, c, d, 0, 0);
  }

  static int call(final MemorySegment function, final long a, final long b, final long c) {
    return call(function, a, b, c, 0, 0, 0);
  }

  static int call(final MemorySegment function, final long a, final long b) {
    return call(function, a, b, 0, 0, 0, 0);
  }

  static int call(final MemorySegment function, final long a) {
    return call(function, a, 0, 0, 0, 0, 0);
  }

  static int call(final MemorySegment function) {
    return call(function, 0, 0, 0, 0, 0, 0);
  }

  /** Like {@link #call}, for a function whose result is as wide as a {@code long}. */
  static long callLong(
      final MemorySegment function,
      final long a,
      final long b,
      final long c,
      final long d,
      final long e,
      final long f) {
    if (function == null) {
      return ENOSYS;
    }
    final MemorySegment state = Scratch.get().state;
    final long result = invoke(function, state, a, b, c, d, e, f);
    return result == -1 ? -state.get(JAVA_INT, 0) : result;
  }

  /**
   * Calls a function that returns a pointer: the pointer, or the negative error number instead of
   * null.
   */
  static long callPointer(final MemorySegment function, final long a, final long b) {
    if (function == null) {
      return ENOSYS;
    }
    final MemorySegment state = Scratch.get().state;
    final long result = invoke(function, state, a, b, 0, 0, 0, 0);
    return result == 0 ? -state.get(JAVA_INT, 0) : result;
  }

  /**
   * Calls read, write, pread or pwrite on a part of a Java array, in place. The garbage collector
   * waits until the call returns, so it is only for descriptors that don't block.
   */
  static int transfer(
      final MemorySegment function,
      final int fd,
      final byte[] array,
      final int offset,
      final int length,
      final long position) {
    final MemorySegment state = Scratch.get().state;
    final MemorySegment part = MemorySegment.ofArray(array).asSlice(offset, length);
    final long result;
    try {
      result =
          (long) OnHeap.CALL.invokeExact(function, state, (long) fd, part, (long) length, position);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
    return result == -1 ? -state.get(JAVA_INT, 0) : (int) result;
  }

  private static long invoke(
      final MemorySegment function,
      final MemorySegment state,
      final long a,
      final long b,
      final long c,
      final long d,
      final long e,
      final long f) {
    try {
      return (long) Plain.CALL.invokeExact(function, state, a, b, c, d, e, f);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  /** A downcall throws nothing of its own: only errors of the virtual machine come here. */
  private static RuntimeException unexpected(final Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(thrown);
  }
}
