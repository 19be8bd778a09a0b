package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** This process: its ids, directory, priority and use of resources; and signals to others. */
public final class PosixProcess {
  private static final MemorySegment KILL = Libc.function("kill");
  private static final MemorySegment UMASK = Libc.function("umask");
  private static final MemorySegment CHDIR = Libc.function("chdir");
  private static final MemorySegment GETCWD = Libc.function("getcwd");
  private static final MemorySegment SYSCALL = Libc.function("syscall");
  private static final MemorySegment SETPRIORITY = Libc.function("setpriority");
  private static final MemorySegment GETRUSAGE = Libc.function("getrusage");
  private static final MemorySegment GETGROUPS = Libc.function("getgroups");
  private static final MemorySegment SETGROUPS = Libc.function("setgroups");
  private static final MemorySegment INITGROUPS = Libc.function("initgroups");

  private static final int SYS_GETPRIORITY =
      System.getProperty("os.arch").equals("aarch64") ? 141 : 140;
  private static final int RUSAGE_SELF = 0;
  private static final int RUSAGE_THREAD = 1;
  private static final int PRIO_PROCESS = 0;

  /** How many values {@link #resourceUsage} gives. */
  public static final int USAGE_FIELDS = 16;

  private PosixProcess() {}

  /** Ids that a process has, by the name of the call that asks for them. */
  public enum Id {
    PID("getpid"),
    PPID("getppid"),
    UID("getuid"),
    EUID("geteuid"),
    GID("getgid"),
    EGID("getegid");

    private final MemorySegment function;

    Id(final String function) {
      this.function = Libc.function(function);
    }

    /** The id; it never fails. */
    public int get() {
      return (int) Libc.callLong(function, 0, 0, 0, 0, 0, 0);
    }
  }

  /** Ids that a privileged process may change. */
  public enum SettableId {
    UID("setuid"),
    EUID("seteuid"),
    GID("setgid"),
    EGID("setegid");

    private final MemorySegment function;

    SettableId(final String function) {
      this.function = Libc.function(function);
    }

    /** Changes the id, of all threads. */
    public int set(final int id) {
      return Libc.call(function, id);
    }
  }

  /** Sends a signal; number 0 only asks whether it could be sent. */
  public static int kill(final int pid, final int signal) {
    return Libc.call(KILL, pid, signal);
  }

  /** Sets the mask of permissions that new files don't get, and returns the one before. */
  public static int umask(final int mask) {
    return Libc.call(UMASK, mask);
  }

  /** Changes the directory that relative paths start from. Java's own file classes don't follow. */
  public static int chdir(final byte[] path) {
    return Libc.call(CHDIR, Scratch.get().path(path));
  }

  /**
   * The current directory.
   *
   * @throws PosixException where it was removed, with the syscall {@code uv_cwd}
   */
  public static byte[] cwd() {
    final MemorySegment room = Scratch.get().result;
    final long result = Libc.callPointer(GETCWD, room.address(), room.byteSize());
    if (result < 0) {
      throw new PosixException((int) result, "uv_cwd");
    }
    return FileSystem.cString(room);
  }

  /**
   * The scheduling priority of a process, from -20 to 19.
   *
   * @throws PosixException with the syscall {@code uv_os_getpriority}
   */
  public static int priority(final int pid) {
    // libc's function can't tell the priority -1 from a failure; the system call can, as it returns
    // 20 - priority.
    final int result = Libc.call(SYSCALL, SYS_GETPRIORITY, PRIO_PROCESS, pid);
    return 20 - PosixException.check(result, "uv_os_getpriority");
  }

  public static int setPriority(final int pid, final int priority) {
    return Libc.call(SETPRIORITY, PRIO_PROCESS, pid, priority);
  }

  /**
   * What getrusage counts: user and system time in microseconds, then the fourteen counters of
   * {@code struct rusage}.
   *
   * @param thread of the calling thread alone
   */
  public static int resourceUsage(final boolean thread, final long[] into) {
    final MemorySegment room = Scratch.get().result;
    final int result = Libc.call(GETRUSAGE, thread ? RUSAGE_THREAD : RUSAGE_SELF, room.address());
    if (result >= 0) {
      into[0] = room.get(JAVA_LONG, 0) * 1_000_000 + room.get(JAVA_LONG, 8);
      into[1] = room.get(JAVA_LONG, 16) * 1_000_000 + room.get(JAVA_LONG, 24);
      for (int i = 2; i < USAGE_FIELDS; i++) {
        into[i] = room.get(JAVA_LONG, 32 + (i - 2) * 8L);
      }
    }
    return result;
  }

  /** The supplementary groups. */
  public static int[] groups() {
    try (Arena arena = Arena.ofConfined()) {
      final int count = PosixException.check(Libc.call(GETGROUPS, 0, 0), "getgroups");
      final MemorySegment room = arena.allocate(JAVA_INT, Math.max(count, 1));
      final int got =
          PosixException.check(Libc.call(GETGROUPS, count, room.address()), "getgroups");
      return room.asSlice(0, got * 4L).toArray(JAVA_INT);
    }
  }

  public static int setGroups(final int[] groups) {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment room = arena.allocate(JAVA_INT, Math.max(groups.length, 1));
      MemorySegment.copy(groups, 0, room, JAVA_INT, 0, groups.length);
      return Libc.call(SETGROUPS, groups.length, room.address());
    }
  }

  /** Sets the supplementary groups to those of a user, and one more. */
  public static int initGroups(final String user, final int group) {
    try (Arena arena = Arena.ofConfined()) {
      return Libc.call(INITGROUPS, arena.allocateFrom(user).address(), group);
    }
  }

  /** The bytes at an address up to the first zero; null for a null pointer. */
  static byte[] stringAt(final long address) {
    return address == 0
        ? null
        : FileSystem.cString(MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE));
  }
}
