package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Calls that take a path, as bytes ({@link PathBytes}). Results are libc's; a negative number is an
 * error ({@link UvError}).
 */
public final class FileSystem {
  private static final MemorySegment OPEN = Libc.function("open");
  private static final MemorySegment STATX = Libc.function("statx");
  private static final MemorySegment ACCESS = Libc.function("access");
  private static final MemorySegment MKDIR = Libc.function("mkdir");
  private static final MemorySegment MKDTEMP = Libc.function("mkdtemp");
  private static final MemorySegment RMDIR = Libc.function("rmdir");
  private static final MemorySegment UNLINK = Libc.function("unlink");
  private static final MemorySegment RENAME = Libc.function("rename");
  private static final MemorySegment LINK = Libc.function("link");
  private static final MemorySegment SYMLINK = Libc.function("symlink");
  private static final MemorySegment READLINK = Libc.function("readlink");
  private static final MemorySegment REALPATH = Libc.function("realpath");
  private static final MemorySegment CHMOD = Libc.function("chmod");
  private static final MemorySegment CHOWN = Libc.function("chown");
  private static final MemorySegment LCHOWN = Libc.function("lchown");
  private static final MemorySegment UTIMENSAT = Libc.function("utimensat");
  private static final MemorySegment STATFS = Libc.function("statfs");

  private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");

  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_DSYNC = 0x1000;
  public static final int O_SYNC = 0x101000;
  public static final int O_NOATIME = 0x40000;
  public static final int O_DIRECTORY = AARCH64 ? 0x4000 : 0x10000;
  public static final int O_NOFOLLOW = AARCH64 ? 0x8000 : 0x20000;
  public static final int O_DIRECT = AARCH64 ? 0x10000 : 0x4000;

  private static final int O_CLOEXEC = 0x80000;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int STATX_BASIC_AND_BTIME = 0xFFF;
  private static final int EINTR = -4;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1000L;

  /** How many values {@link #statfs} gives. */
  public static final int STATFS_FIELDS = 7;

  private FileSystem() {}

  /** Opens a file; descriptors are not inherited by programs that are started. */
  public static int open(final byte[] path, final int flags, final int mode) {
    final long address = Scratch.get().path(path);
    int result;
    do {
      result = Libc.call(OPEN, address, flags | O_CLOEXEC, mode);
    } while (result == EINTR);
    return result;
  }

  /** Fills {@code into} ({@link Stat}). */
  public static int stat(final byte[] path, final long[] into) {
    return stat(path, 0, into);
  }

  /** Like {@link #stat(byte[], long[])}, of a symbolic link itself. */
  public static int lstat(final byte[] path, final long[] into) {
    return stat(path, AT_SYMLINK_NOFOLLOW, into);
  }

  private static int stat(final byte[] path, final int flags, final long[] into) {
    final Scratch scratch = Scratch.get();
    final long address = scratch.path(path);
    final int result =
        Libc.call(
            STATX, AT_FDCWD, address, flags, STATX_BASIC_AND_BTIME, scratch.result.address(), 0);
    if (result >= 0) {
      Stat.read(scratch.result, into);
    }
    return result;
  }

  public static int access(final byte[] path, final int mode) {
    return Libc.call(ACCESS, Scratch.get().path(path), mode);
  }

  public static int mkdir(final byte[] path, final int mode) {
    return Libc.call(MKDIR, Scratch.get().path(path), mode);
  }

  /**
   * Makes a new directory.
   *
   * @param template ends with XXXXXX, which are replaced in place
   */
  public static int mkdtemp(final byte[] template) {
    final long address = Scratch.get().path(template);
    final long result = Libc.callPointer(MKDTEMP, address, 0);
    if (result < 0) {
      return (int) result;
    }
    final MemorySegment made = MemorySegment.ofAddress(address).reinterpret(template.length);
    MemorySegment.copy(made, JAVA_BYTE, 0, template, 0, template.length);
    return 0;
  }

  public static int rmdir(final byte[] path) {
    return Libc.call(RMDIR, Scratch.get().path(path));
  }

  public static int unlink(final byte[] path) {
    return Libc.call(UNLINK, Scratch.get().path(path));
  }

  public static int rename(final byte[] from, final byte[] to) {
    final Scratch scratch = Scratch.get();
    return Libc.call(RENAME, scratch.path(from), scratch.secondPath(to));
  }

  public static int link(final byte[] existing, final byte[] path) {
    final Scratch scratch = Scratch.get();
    return Libc.call(LINK, scratch.path(existing), scratch.secondPath(path));
  }

  public static int symlink(final byte[] target, final byte[] path) {
    final Scratch scratch = Scratch.get();
    return Libc.call(SYMLINK, scratch.path(target), scratch.secondPath(path));
  }

  /**
   * The target of a symbolic link.
   *
   * @throws PosixException with the syscall {@code readlink} and the path
   */
  public static byte[] readlink(final byte[] path) {
    final Scratch scratch = Scratch.get();
    final long length =
        Libc.callLong(
            READLINK,
            scratch.path(path),
            scratch.result.address(),
            scratch.result.byteSize(),
            0,
            0,
            0);
    if (length < 0) {
      throw new PosixException((int) length, "readlink", PathBytes.decode(path));
    }
    return scratch.result.asSlice(0, length).toArray(JAVA_BYTE);
  }

  /**
   * The absolute path without symbolic links.
   *
   * @throws PosixException with the syscall {@code realpath} and the path
   */
  public static byte[] realpath(final byte[] path) {
    final Scratch scratch = Scratch.get();
    final long result = Libc.callPointer(REALPATH, scratch.path(path), scratch.result.address());
    if (result < 0) {
      throw new PosixException((int) result, "realpath", PathBytes.decode(path));
    }
    return cString(scratch.result);
  }

  public static int chmod(final byte[] path, final int mode) {
    return Libc.call(CHMOD, Scratch.get().path(path), mode);
  }

  public static int chown(final byte[] path, final int uid, final int gid) {
    return Libc.call(CHOWN, Scratch.get().path(path), uid, gid);
  }

  public static int lchown(final byte[] path, final int uid, final int gid) {
    return Libc.call(LCHOWN, Scratch.get().path(path), uid, gid);
  }

  /** Sets the times of last access and change, in seconds. */
  public static int utimes(
      final byte[] path, final double atime, final double mtime, final boolean followLinks) {
    final Scratch scratch = Scratch.get();
    putTimes(scratch.result, atime, mtime);
    return Libc.call(
        UTIMENSAT,
        AT_FDCWD,
        scratch.path(path),
        scratch.result.address(),
        followLinks ? 0 : AT_SYMLINK_NOFOLLOW);
  }

  /** Type, block size, blocks, free blocks, blocks available to users, files, free files. */
  public static int statfs(final byte[] path, final long[] into) {
    final Scratch scratch = Scratch.get();
    final MemorySegment room = scratch.result;
    final int result = Libc.call(STATFS, scratch.path(path), room.address());
    if (result >= 0) {
      for (int i = 0; i < STATFS_FIELDS; i++) {
        into[i] = room.get(JAVA_LONG, i * 8L);
      }
    }
    return result;
  }

  static void putTimes(final MemorySegment room, final double atime, final double mtime) {
    putTime(room, 0, atime);
    putTime(room, 16, mtime);
  }

  /** Microseconds are what a double still tells apart for today's dates. */
  private static void putTime(final MemorySegment room, final int offset, final double seconds) {
    final long micros = Math.round(seconds * MICROS_PER_SECOND);
    room.set(JAVA_LONG, offset, Math.floorDiv(micros, MICROS_PER_SECOND));
    final long nanos = Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
    room.set(JAVA_LONG, offset + 8L, Math.min(nanos, NANOS_PER_SECOND - 1));
  }

  /** The bytes up to the first zero. */
  static byte[] cString(final MemorySegment memory) {
    long length = 0;
    while (memory.get(JAVA_BYTE, length) != 0) {
      length++;
    }
    return memory.asSlice(0, length).toArray(JAVA_BYTE);
  }

  /** Makes {@code path + '/' + name}. */
  public static byte[] join(final byte[] path, final byte[] name) {
    final boolean slash = path.length > 0 && path[path.length - 1] == '/';
    final int start = slash ? path.length : path.length + 1;
    final byte[] joined = Arrays.copyOf(path, start + name.length);
    if (!slash) {
      joined[path.length] = '/';
    }
    System.arraycopy(name, 0, joined, start, name.length);
    return joined;
  }
}
