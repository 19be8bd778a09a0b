package dev.cortado.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A libc function whose arguments are integers or native addresses, five at most. One call shape
 * serves them all, which matters because each further shape costs milliseconds of start-up: the
 * System V and AArch64 conventions pass such arguments in registers, and a callee ignores those
 * that it does not take.
 */
final class LibcFunction {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          CAPTURE_ERRNO);
  // For calls that never block and reach into Java arrays.
  private static final MethodHandle TRANSFER =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG),
          CAPTURE_ERRNO,
          Linker.Option.critical(true));
  private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();

  private final MemorySegment address;

  /** Finds {@code name} in libc. */
  LibcFunction(String name) {
    address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("libc has no " + name));
  }

  /** Memory for the errno of calls made by one thread at a time. */
  static MemorySegment allocateErrno(Arena arena) {
    return arena.allocate(CAPTURE);
  }

  /** Calls it; the result is a C int, or the negative errno where that is -1. */
  int call(MemorySegment errno, long a, long b, long c, long d, long e) {
    try {
      final int result = (int) (long) CALL.invokeExact(address, errno, a, b, c, d, e);
      return result == -1 ? -errno.get(ValueLayout.JAVA_INT, 0) : result;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Calls a read or write that does not block, on memory that may be a Java array's. */
  int transfer(MemorySegment errno, int fd, MemorySegment memory, long length) {
    try {
      final long result = (long) TRANSFER.invokeExact(address, errno, fd, memory, length);
      return result == -1 ? -errno.get(ValueLayout.JAVA_INT, 0) : (int) result;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}
