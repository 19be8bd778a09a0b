package dev.cortado.bindings.fs;

import static dev.cortado.posix.PosixException.check;

import dev.cortado.posix.Directory;
import dev.cortado.posix.FileSystem;
import dev.cortado.posix.PathBytes;
import dev.cortado.posix.PosixException;
import dev.cortado.posix.Stat;
import dev.cortado.posix.UvError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Making, listing and removing directories. */
final class DirectoryTree {
  private static final byte[] TEMPLATE = "XXXXXX".getBytes(StandardCharsets.US_ASCII);
  private static final int ENOENT = UvError.ENOENT.number();
  private static final int ENOTDIR = UvError.ENOTDIR.number();
  private static final int EEXIST = UvError.EEXIST.number();
  private static final int EISDIR = UvError.EISDIR.number();

  private DirectoryTree() {}

  /**
   * How {@code fs.rm} removes.
   *
   * @param maxRetries how often a busy or refused entry is tried again, each time after a delay
   *     longer by {@code retryDelay} milliseconds
   */
  record Removal(boolean recursive, boolean force, int maxRetries, int retryDelay) {}

  /**
   * Makes a directory; with its parents if recursive, and then returns the first one made or null.
   */
  static Object make(FsPath path, int mode, boolean recursive) {
    if (recursive) {
      byte[] first = makeAll(path, mode);
      return first == null ? null : PathBytes.decode(first);
    }
    check(FileSystem.mkdir(path.bytes(), mode), "mkdir", path.text());
    return null;
  }

  private static byte[] makeAll(FsPath path, int mode) {
    byte[] wanted = withoutTrailingSlashes(path.bytes());
    // Deepest first: what is missing is only known from what exists.
    List<byte[]> missing = new ArrayList<>();
    byte[] current = wanted;
    for (; ; ) {
      int result = FileSystem.mkdir(current, mode);
      if (result >= 0) {
        break;
      }
      if (result == ENOENT && parentEnd(current) > 0) {
        missing.add(current);
        current = Arrays.copyOf(current, parentEnd(current));
      } else if (isDirectory(current)) {
        if (missing.isEmpty()) {
          return null;
        }
        current = null;
        break;
      } else {
        throw makeFailure(result, path, missing.isEmpty());
      }
    }
    byte[] first = current;
    for (int i = missing.size() - 1; i >= 0; i--) {
      int result = FileSystem.mkdir(missing.get(i), mode);
      if (result >= 0) {
        first = first == null ? missing.get(i) : first;
      } else if (result != EEXIST || !isDirectory(missing.get(i))) {
        throw makeFailure(result, path, i == 0);
      }
    }
    return first;
  }

  /** A file in the way of a parent is told as ENOTDIR of the whole path. */
  private static PosixException makeFailure(int result, FsPath path, boolean isLast) {
    int error = result == EEXIST && !isLast ? ENOTDIR : result;
    return new PosixException(error, "mkdir", path.text());
  }

  private static byte[] withoutTrailingSlashes(byte[] path) {
    int end = path.length;
    while (end > 1 && path[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOf(path, end);
  }

  /** Where the parent's path ends, 0 where there is no parent to make. */
  private static int parentEnd(byte[] path) {
    int end = path.length;
    while (end > 0 && path[end - 1] != '/') {
      end--;
    }
    while (end > 0 && path[end - 1] == '/') {
      end--;
    }
    return end;
  }

  private static boolean isDirectory(byte[] path) {
    long[] stat = new long[Stat.FIELDS];
    return FileSystem.stat(path, stat) >= 0 && Stat.isDirectory(stat);
  }

  static byte[] makeTemporary(FsPath prefix) {
    byte[] start = prefix.bytes();
    byte[] path = Arrays.copyOf(start, start.length + TEMPLATE.length);
    System.arraycopy(TEMPLATE, 0, path, start.length, TEMPLATE.length);
    String template = PathBytes.decode(path);
    check(FileSystem.mkdtemp(path), "mkdtemp", template);
    return path;
  }

  /** Names, or a list of names and one of types. */
  static Object list(FsPath path, boolean asBuffer, boolean withTypes) {
    List<Directory.Entry> entries = Directory.list(path.bytes());
    List<Object> names = new ArrayList<>(entries.size());
    for (Directory.Entry entry : entries) {
      names.add(FsBinding.name(entry.name(), asBuffer));
    }
    return withTypes ? List.of(names, entries.stream().map(Directory.Entry::type).toList()) : names;
  }

  /** Removes a file, or a directory with everything in it. */
  static Object remove(FsPath path, Removal how) {
    long[] stat = new long[Stat.FIELDS];
    int result = FileSystem.lstat(path.bytes(), stat);
    if (result < 0) {
      if (result == ENOENT && how.force) {
        return null;
      }
      throw new PosixException(result, "lstat", path.text());
    }
    if (Stat.isDirectory(stat)) {
      removeDirectory(path.bytes(), how);
    } else {
      removeEntry(path.bytes(), false, how);
    }
    return null;
  }

  private static void removeDirectory(byte[] path, Removal how) {
    List<Directory.Entry> entries;
    try {
      entries = Directory.list(path);
    } catch (PosixException e) {
      if (e.errno() == ENOENT) {
        return;
      }
      if (e.errno() != UvError.EACCES.number()) {
        throw e;
      }
      // What can't be listed may still be empty; rmdir says so better.
      check(FileSystem.rmdir(path), "rmdir", PathBytes.decode(path));
      return;
    }
    for (Directory.Entry entry : entries) {
      byte[] child = FileSystem.join(path, entry.name());
      if (isSubdirectory(entry, child)) {
        removeDirectory(child, how);
      } else {
        removeEntry(child, false, how);
      }
    }
    removeEntry(path, true, how);
  }

  private static boolean isSubdirectory(Directory.Entry entry, byte[] path) {
    if (entry.type() != Directory.UNKNOWN) {
      return entry.type() == Directory.DIR;
    }
    long[] stat = new long[Stat.FIELDS];
    return FileSystem.lstat(path, stat) >= 0 && Stat.isDirectory(stat);
  }

  private static void removeEntry(byte[] path, boolean isDirectory, Removal how) {
    for (int attempt = 0; ; attempt++) {
      int result = isDirectory ? FileSystem.rmdir(path) : FileSystem.unlink(path);
      if (result >= 0 || result == ENOENT) {
        return;
      }
      if (result == EISDIR && !isDirectory) {
        removeDirectory(path, how);
        return;
      }
      if (!isPassing(result) || attempt >= how.maxRetries || !pause(attempt + 1, how)) {
        throw new PosixException(result, isDirectory ? "rmdir" : "unlink", PathBytes.decode(path));
      }
    }
  }

  private static boolean isPassing(int result) {
    return switch (UvError.of(result)) {
      case EBUSY, EMFILE, ENFILE, ENOTEMPTY, EPERM -> true;
      case null, default -> false;
    };
  }

  private static boolean pause(int attempt, Removal how) {
    try {
      Thread.sleep((long) attempt * how.retryDelay);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
