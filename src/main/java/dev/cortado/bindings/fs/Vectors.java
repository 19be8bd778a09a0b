package dev.cortado.bindings.fs;

import dev.cortado.engine.Bytes;
import dev.cortado.posix.Fd;
import dev.cortado.posix.PosixException;

/** Reads and writes over several buffers. */
final class Vectors {
  /** Buffers that are smaller together than this are written by one call. */
  private static final int GATHER_LIMIT = 64 * 1024;

  private Vectors() {}

  private interface Transfer {
    int apply(Bytes buffer, long position);
  }

  static Object read(int fd, Bytes[] buffers, long position) {
    return each(
        buffers,
        position,
        "read",
        (buffer, at) -> Fd.read(fd, buffer.array(), buffer.offset(), buffer.length(), at));
  }

  static Object write(int fd, Bytes[] buffers, long position) {
    long total = 0;
    for (Bytes buffer : buffers) {
      total += buffer.length();
    }
    if (buffers.length > 1 && total <= GATHER_LIMIT) {
      byte[] all = new byte[(int) total];
      int at = 0;
      for (Bytes buffer : buffers) {
        System.arraycopy(buffer.array(), buffer.offset(), all, at, buffer.length());
        at += buffer.length();
      }
      return PosixException.check(Fd.write(fd, all, 0, all.length, position), "write");
    }
    return each(
        buffers,
        position,
        "write",
        (buffer, at) -> Fd.write(fd, buffer.array(), buffer.offset(), buffer.length(), at));
  }

  /** One buffer after the other until one isn't filled or emptied. */
  private static Object each(Bytes[] buffers, long position, String syscall, Transfer transfer) {
    long done = 0;
    for (Bytes buffer : buffers) {
      if (buffer.length() == 0) {
        continue;
      }
      int count = transfer.apply(buffer, position < 0 ? -1 : position + done);
      if (count < 0) {
        return done > 0 ? (Object) done : PosixException.check(count, syscall);
      }
      done += count;
      if (count < buffer.length()) {
        break;
      }
    }
    return done;
  }
}
