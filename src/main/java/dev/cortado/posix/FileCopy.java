package dev.cortado.posix;

/** {@code fs.copyFile}: a file's bytes and permissions. */
public final class FileCopy {
  /** Fail where the destination exists. */
  public static final int EXCLUSIVE = 1;

  /** Share the blocks if the file system can. */
  public static final int CLONE = 2;

  /** Share the blocks or fail. */
  public static final int CLONE_FORCE = 4;

  private static final int MAX_CHUNK = 0x7ffff000;
  private static final int PERMISSIONS = 0xFFF;
  private static final int EPERM = -1;

  private FileCopy() {}

  /**
   * Copies a file. A copy that fails half-way is removed.
   *
   * @return 0 or the negative error number
   */
  public static int copy(final byte[] from, final byte[] to, final int mode) {
    final int source = FileSystem.open(from, FileSystem.O_RDONLY, 0);
    if (source < 0) {
      return source;
    }
    try {
      return copyOpened(source, to, mode);
    } finally {
      Fd.close(source);
    }
  }

  private static int copyOpened(final int source, final byte[] to, final int mode) {
    final long[] from = new long[Stat.FIELDS];
    int result = Fd.stat(source, from);
    if (result < 0) {
      return result;
    }
    final int exclusive = (mode & EXCLUSIVE) != 0 ? FileSystem.O_EXCL : 0;
    final int permissions = (int) from[Stat.MODE];
    final int target =
        FileSystem.open(
            to, FileSystem.O_WRONLY | FileSystem.O_CREAT | exclusive, permissions & PERMISSIONS);
    if (target < 0) {
      return target;
    }
    result = fill(source, target, from, mode);
    Fd.close(target);
    if (result < 0) {
      FileSystem.unlink(to);
    }
    return result;
  }

  private static int fill(final int source, final int target, final long[] from, final int mode) {
    final long[] to = new long[Stat.FIELDS];
    int result = Fd.stat(target, to);
    if (result < 0) {
      return result;
    }
    if (from[Stat.DEV] == to[Stat.DEV] && from[Stat.INO] == to[Stat.INO]) {
      return 0;
    }
    result = Fd.truncate(target, 0);
    if (result < 0) {
      return result;
    }
    result = Fd.chmod(target, (int) from[Stat.MODE] & PERMISSIONS);
    // Some network file systems have no permissions to set.
    if (result < 0 && result != EPERM) {
      return result;
    }
    if ((mode & (CLONE | CLONE_FORCE)) != 0) {
      result = Fd.clone(source, target);
      if (result >= 0 || (mode & CLONE_FORCE) != 0) {
        return Math.min(result, 0);
      }
    }
    return transfer(source, target);
  }

  /**
   * In the kernel where it can, through memory where the two files are of kinds that it can't join.
   */
  private static int transfer(final int source, final int target) {
    boolean any = false;
    for (; ; ) {
      final long count = Fd.copyRange(source, target, MAX_CHUNK);
      if (count <= 0) {
        // Files of /proc are empty to copy_file_range.
        return count < 0 || !any ? throughMemory(source, target) : 0;
      }
      any = true;
    }
  }

  private static int throughMemory(final int source, final int target) {
    final byte[] chunk = new byte[Scratch.IO_SIZE];
    for (; ; ) {
      final int count = Fd.read(source, chunk, 0, chunk.length, -1);
      if (count <= 0) {
        return count;
      }
      for (int done = 0; done < count; ) {
        final int written = Fd.write(target, chunk, done, count - done, -1);
        if (written < 0) {
          return written;
        }
        done += written;
      }
    }
  }
}
