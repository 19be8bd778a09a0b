package dev.cortado.posix;

import java.lang.foreign.MemorySegment;
import java.util.function.IntSupplier;

/**
 * Another user and group for one thread. To the Linux kernel they belong to threads; it is libc
 * that keeps a process's threads alike, and the plain system calls leave the others alone. A child
 * takes them from the thread that starts it, so a thread made for just that stands in for the
 * {@code setuid} that {@code posix_spawn} lacks.
 */
final class ThreadIdentity {
  private static final MemorySegment SYSCALL = Libc.function("syscall");
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int SYS_SETGROUPS = ARM ? 159 : 116;
  private static final int SYS_SETGID = ARM ? 144 : 106;
  private static final int SYS_SETUID = ARM ? 146 : 105;

  private ThreadIdentity() {}

  /**
   * Runs {@code action} on a thread of that identity, which ends with it.
   *
   * @param uid null to leave the user alone
   * @param gid null to leave the group alone
   * @return what the action returned, or the negative error number of becoming somebody else
   */
  static int run(final Integer uid, final Integer gid, final IntSupplier action) {
    final int[] result = new int[1];
    final Thread thread =
        new Thread(
            () -> {
              final int status = become(uid, gid);
              result[0] = status < 0 ? status : action.getAsInt();
            },
            "cortado-spawn");
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result[0];
  }

  private static int become(final Integer uid, final Integer gid) {
    // Root's own further groups are not for others; who isn't root may not drop them.
    Libc.call(SYSCALL, SYS_SETGROUPS, 0, 0);
    int status = gid == null ? 0 : Libc.call(SYSCALL, SYS_SETGID, gid);
    if (status >= 0 && uid != null) {
      status = Libc.call(SYSCALL, SYS_SETUID, uid);
    }
    return status;
  }
}
