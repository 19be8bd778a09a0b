package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An open directory. Whoever opened it closes it; not for several threads at once. */
public final class Directory implements AutoCloseable {
  /**
   * One thing in a directory.
   *
   * @param name as bytes, without the directory
   * @param type one of the {@code DT_*} numbers below
   */
  public record Entry(byte[] name, int type) {}

  // Node.js's own numbers (fs.constants.UV_DIRENT_*).
  public static final int UNKNOWN = 0;
  public static final int FILE = 1;
  public static final int DIR = 2;
  public static final int LINK = 3;
  public static final int FIFO = 4;
  public static final int SOCKET = 5;
  public static final int CHAR = 6;
  public static final int BLOCK = 7;

  private static final int BUFFER_SIZE = 32 * 1024;
  private static final int RECORD_LENGTH = 16;
  private static final int TYPE = 18;
  private static final int NAME = 19;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(BUFFER_SIZE, 8);
  private final int fd;
  private int position;
  private int limit;
  private boolean closed;

  private Directory(final int fd) {
    this.fd = fd;
  }

  /**
   * Opens a directory.
   *
   * @param syscall what a failure is called: {@code scandir} or {@code opendir}
   */
  public static Directory open(final byte[] path, final String syscall) {
    final int fd = FileSystem.open(path, FileSystem.O_RDONLY | FileSystem.O_DIRECTORY, 0);
    if (fd < 0) {
      throw new PosixException(fd, syscall, PathBytes.decode(path));
    }
    return new Directory(fd);
  }

  /**
   * The next entry, in the file system's order; {@code .} and {@code ..} are left out.
   *
   * @return null at the end
   */
  public Entry next() {
    for (; ; ) {
      if (position == limit) {
        limit = PosixException.check(Fd.getdents(fd, buffer), "scandir");
        position = 0;
        if (limit == 0) {
          return null;
        }
      }
      final int start = position;
      position += Short.toUnsignedInt(buffer.get(JAVA_SHORT, start + RECORD_LENGTH));
      final byte[] name = FileSystem.cString(buffer.asSlice(start + NAME));
      if (!isDots(name)) {
        return new Entry(name, type(buffer.get(JAVA_BYTE, start + TYPE)));
      }
    }
  }

  private static boolean isDots(final byte[] name) {
    return name[0] == '.' && (name.length == 1 || name.length == 2 && name[1] == '.');
  }

  private static int type(final byte type) {
    return switch (type) {
      case 8 -> FILE;
      case 4 -> DIR;
      case 10 -> LINK;
      case 1 -> FIFO;
      case 12 -> SOCKET;
      case 2 -> CHAR;
      case 6 -> BLOCK;
      default -> UNKNOWN;
    };
  }

  /** Everything in a directory, sorted by name, as {@code fs.readdir} gives it. */
  public static List<Entry> list(final byte[] path) {
    try (Directory directory = open(path, "scandir")) {
      final List<Entry> entries = new ArrayList<>();
      for (Entry entry = directory.next(); entry != null; entry = directory.next()) {
        entries.add(entry);
      }
      entries.sort((a, b) -> Arrays.compareUnsigned(a.name, b.name));
      return entries;
    }
  }

  /** Closes it; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      arena.close();
      PosixException.check(Fd.close(fd), "closedir");
    }
  }
}
