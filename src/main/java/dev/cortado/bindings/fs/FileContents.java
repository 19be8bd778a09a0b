package dev.cortado.bindings.fs;

import static dev.cortado.posix.PosixException.check;

import dev.cortado.engine.NodeException;
import dev.cortado.posix.Fd;
import dev.cortado.posix.FileSystem;
import dev.cortado.posix.PathBytes;
import dev.cortado.posix.PosixException;
import dev.cortado.posix.Stat;
import dev.cortado.posix.UvError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whole files, each in one piece of work: open, read or write everything, close. */
final class FileContents {
  private static final int CHUNK = 64 * 1024;
  private static final long MAX_SIZE = Integer.MAX_VALUE;
  private static final int POLL_FOREVER = -1;

  private FileContents() {}

  /** The bytes to write; they are JavaScript's own where it gave a buffer. */
  record Data(byte[] array, int offset, int length) {
    static Data ofText(String text) {
      byte[] bytes = PathBytes.encode(text);
      return new Data(bytes, 0, bytes.length);
    }
  }

  /** The contents: a String if {@code asText} (UTF-8), else bytes. */
  static Object read(FsPath path, int flags, boolean asText) {
    int fd = check(FileSystem.open(path.bytes(), flags, 0x1B6), "open", path.text());
    try {
      return readOpened(fd, asText);
    } finally {
      Fd.close(fd);
    }
  }

  /** What is left to read from a descriptor. */
  static Object readOpened(int fd, boolean asText) {
    long[] stat = new long[Stat.FIELDS];
    check(Fd.stat(fd, stat), "fstat");
    long size = Stat.isRegular(stat) ? stat[Stat.SIZE] : 0;
    if (size > MAX_SIZE) {
      throw new NodeException(
          NodeException.Kind.RANGE,
          "ERR_FS_FILE_TOO_LARGE",
          "File size (" + size + ") is greater than 2 GiB");
    }
    byte[] bytes = size > 0 ? readSized(fd, (int) size) : readToEnd(fd, new byte[CHUNK], 0);
    return asText ? new String(bytes, StandardCharsets.UTF_8) : bytes;
  }

  private static byte[] readSized(int fd, int size) {
    byte[] bytes = new byte[size];
    int done = 0;
    while (done < size) {
      int count = check(Fd.readFile(fd, bytes, done, size - done), "read");
      if (count == 0) {
        return Arrays.copyOf(bytes, done);
      }
      done += count;
    }
    return bytes;
  }

  /** Pipes, terminals and the files of /proc, which have no size. */
  private static byte[] readToEnd(int fd, byte[] start, int from) {
    byte[] bytes = start;
    int done = from;
    for (; ; ) {
      if (done == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(2L * done, MAX_SIZE - 8)));
      }
      int count = check(Fd.read(fd, bytes, done, Math.min(CHUNK, bytes.length - done), -1), "read");
      if (count == 0) {
        return Arrays.copyOf(bytes, done);
      }
      done += count;
    }
  }

  /** Replaces or extends a file, as the flags say. */
  static Object write(FsPath path, Data data, int flags, int mode, boolean flush) {
    int fd = check(FileSystem.open(path.bytes(), flags, mode), "open", path.text());
    try {
      writeOpened(fd, data, flush);
    } catch (PosixException e) {
      Fd.close(fd);
      throw e;
    }
    check(Fd.close(fd), "close");
    return null;
  }

  /** Writes everything to where the descriptor stands. */
  static Object writeOpened(int fd, Data data, boolean flush) {
    int done = 0;
    while (done < data.length) {
      int count = Fd.write(fd, data.array, data.offset + done, data.length - done, -1);
      if (count == UvError.EAGAIN.number()) {
        Fd.poll(fd, Fd.POLLOUT, POLL_FOREVER);
      } else {
        done += check(count, "write");
      }
    }
    if (flush) {
      check(Fd.fsync(fd), "fsync");
    }
    return null;
  }
}
