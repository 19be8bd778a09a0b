package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What can be done with an open file descriptor. Results are libc's; a negative number is an error
 * ({@link UvError}).
 *
 * <p>Positioned reads and writes only work on files, which answer at once, so Java's arrays are
 * handed to the kernel as they are. Without a position the descriptor may be a pipe or a terminal
 * and the call may wait for hours: such bytes go through native memory, because the garbage
 * collector can't move an array that is lent out.
 */
public final class Fd {
  private static final MemorySegment CLOSE = Libc.function("close");
  private static final MemorySegment READ = Libc.function("read");
  private static final MemorySegment WRITE = Libc.function("write");
  private static final MemorySegment PREAD = Libc.function("pread");
  private static final MemorySegment PWRITE = Libc.function("pwrite");
  private static final MemorySegment STATX = Libc.function("statx");
  private static final MemorySegment FSYNC = Libc.function("fsync");
  private static final MemorySegment FDATASYNC = Libc.function("fdatasync");
  private static final MemorySegment FTRUNCATE = Libc.function("ftruncate");
  private static final MemorySegment FCHMOD = Libc.function("fchmod");
  private static final MemorySegment FCHOWN = Libc.function("fchown");
  private static final MemorySegment FUTIMENS = Libc.function("futimens");
  private static final MemorySegment ISATTY = Libc.function("isatty");
  private static final MemorySegment DUP = Libc.function("dup");
  private static final MemorySegment DUP2 = Libc.function("dup2");
  private static final MemorySegment PIPE2 = Libc.function("pipe2");
  private static final MemorySegment FCNTL = Libc.function("fcntl");
  private static final MemorySegment IOCTL = Libc.function("ioctl");
  private static final MemorySegment POLL = Libc.function("poll");
  private static final MemorySegment LSEEK = Libc.function("lseek");
  private static final MemorySegment GETDENTS = Libc.function("getdents64");
  private static final MemorySegment COPY_FILE_RANGE = Libc.function("copy_file_range");

  public static final int POLLIN = 1;
  public static final int POLLOUT = 4;

  private static final int O_CLOEXEC = 0x80000;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_AND_BTIME = 0xFFF;
  private static final byte[] EMPTY_PATH = {};
  private static final int EINTR = -4;
  private static final long FICLONE = 0x40049409L;

  private Fd() {}

  public static int close(final int fd) {
    final int result = Libc.call(CLOSE, fd);
    // Linux has closed the descriptor all the same.
    return result == EINTR ? 0 : result;
  }

  /** Fills {@code into} ({@link Stat}). */
  public static int stat(final int fd, final long[] into) {
    final Scratch scratch = Scratch.get();
    final int result =
        Libc.call(
            STATX,
            fd,
            scratch.path(EMPTY_PATH),
            AT_EMPTY_PATH,
            STATX_BASIC_AND_BTIME,
            scratch.result.address(),
            0);
    if (result >= 0) {
      Stat.read(scratch.result, into);
    }
    return result;
  }

  /** Whether this is a regular file, which never blocks for long. */
  public static boolean isRegularFile(final int fd) {
    final long[] stat = new long[Stat.FIELDS];
    return stat(fd, stat) >= 0 && Stat.isRegular(stat);
  }

  /**
   * Reads up to {@code length} bytes.
   *
   * @param position where in the file; -1 for where the descriptor stands
   * @return how many were read, 0 at the end
   */
  public static int read(
      final int fd, final byte[] array, final int offset, final int length, final long position) {
    if (position >= 0) {
      return Libc.transfer(PREAD, fd, array, offset, length, position);
    }
    if (length > Scratch.IO_SIZE && isRegularFile(fd)) {
      return readFile(fd, array, offset, length);
    }
    final MemorySegment io = Scratch.get().io();
    final int wanted = Math.min(length, Scratch.IO_SIZE);
    final int count = retry(READ, fd, io.address(), wanted);
    if (count > 0) {
      MemorySegment.copy(io, JAVA_BYTE, 0, array, offset, count);
    }
    return count;
  }

  /** Reads from where the descriptor of a regular file stands, in place. */
  public static int readFile(final int fd, final byte[] array, final int offset, final int length) {
    return Libc.transfer(READ, fd, array, offset, length, 0);
  }

  /**
   * Writes up to {@code length} bytes.
   *
   * @param position where in the file; -1 for where the descriptor stands
   * @return how many were written
   */
  public static int write(
      final int fd, final byte[] array, final int offset, final int length, final long position) {
    if (position >= 0) {
      return Libc.transfer(PWRITE, fd, array, offset, length, position);
    }
    if (length > Scratch.IO_SIZE && isRegularFile(fd)) {
      return Libc.transfer(WRITE, fd, array, offset, length, 0);
    }
    final MemorySegment io = Scratch.get().io();
    int done = 0;
    do {
      final int part = Math.min(length - done, Scratch.IO_SIZE);
      MemorySegment.copy(array, offset + done, io, JAVA_BYTE, 0, part);
      final int count = retry(WRITE, fd, io.address(), part);
      if (count < 0) {
        return done > 0 ? done : count;
      }
      done += count;
      if (count < part) {
        return done;
      }
    } while (done < length);
    return done;
  }

  private static int retry(
      final MemorySegment function, final int fd, final long address, final int length) {
    int result;
    do {
      result = Libc.call(function, fd, address, length);
    } while (result == EINTR);
    return result;
  }

  public static int fsync(final int fd) {
    return Libc.call(FSYNC, fd);
  }

  public static int fdatasync(final int fd) {
    return Libc.call(FDATASYNC, fd);
  }

  public static int truncate(final int fd, final long length) {
    return Libc.call(FTRUNCATE, fd, length);
  }

  public static int chmod(final int fd, final int mode) {
    return Libc.call(FCHMOD, fd, mode);
  }

  public static int chown(final int fd, final int uid, final int gid) {
    return Libc.call(FCHOWN, fd, uid, gid);
  }

  /** Sets the times of last access and change, in seconds. */
  public static int utimes(final int fd, final double atime, final double mtime) {
    final Scratch scratch = Scratch.get();
    FileSystem.putTimes(scratch.result, atime, mtime);
    return Libc.call(FUTIMENS, fd, scratch.result.address());
  }

  public static boolean isatty(final int fd) {
    return Libc.call(ISATTY, fd) == 1;
  }

  public static int dup(final int fd) {
    return Libc.call(DUP, fd);
  }

  public static int dup2(final int fd, final int target) {
    return Libc.call(DUP2, fd, target);
  }

  /** Opens a pipe, closed on exec; {@code ends} gets its reading and its writing end. */
  public static int pipe(final int[] ends) {
    final MemorySegment room = Scratch.get().result;
    final int result = Libc.call(PIPE2, room.address(), O_CLOEXEC);
    if (result >= 0) {
      ends[0] = room.get(JAVA_INT, 0);
      ends[1] = room.get(JAVA_INT, 4);
    }
    return result;
  }

  /** Makes reads and writes return EAGAIN instead of waiting, or stops doing so. */
  public static int setNonBlocking(final int fd, final boolean nonBlocking) {
    final int flags = Libc.call(FCNTL, fd, F_GETFL);
    if (flags < 0) {
      return flags;
    }
    return Libc.call(FCNTL, fd, F_SETFL, nonBlocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
  }

  /**
   * Waits until one descriptor is ready.
   *
   * @param events {@link #POLLIN}, {@link #POLLOUT}
   * @param timeoutMillis -1 for no limit
   * @return the events that came, 0 when time ran out
   */
  public static int poll(final int fd, final int events, final int timeoutMillis) {
    final MemorySegment entry = Scratch.get().result;
    entry.set(JAVA_INT, 0, fd);
    entry.set(JAVA_SHORT, 4, (short) events);
    entry.set(JAVA_SHORT, 6, (short) 0);
    final int count = Libc.call(POLL, entry.address(), 1, timeoutMillis);
    return count <= 0 ? count : Short.toUnsignedInt(entry.get(JAVA_SHORT, 6));
  }

  static long seek(final int fd, final long offset, final int whence) {
    return Libc.callLong(LSEEK, fd, offset, whence, 0, 0, 0);
  }

  /**
   * Reads directory entries into native memory: {@code struct linux_dirent64} one after the other.
   */
  static int getdents(final int fd, final MemorySegment into) {
    return Libc.call(GETDENTS, fd, into.address(), into.byteSize());
  }

  /** Makes one file share the blocks of another, on file systems that can. */
  static int clone(final int from, final int to) {
    return Libc.call(IOCTL, to, FICLONE, from);
  }

  /**
   * Copies up to {@code length} bytes within the kernel, from and to where the descriptors stand.
   */
  static long copyRange(final int from, final int to, final long length) {
    return Libc.callLong(COPY_FILE_RANGE, from, 0, to, 0, length, 0);
  }
}
