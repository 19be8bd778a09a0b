package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The user and group database. */
public final class Users {
  private static final MemorySegment GETPWUID = Libc.function("getpwuid_r");
  private static final MemorySegment GETPWNAM = Libc.function("getpwnam_r");
  private static final MemorySegment GETGRNAM = Libc.function("getgrnam_r");

  private static final int BUFFER_SIZE = 64 * 1024;
  private static final int ENOENT = -2;

  private Users() {}

  /**
   * A user.
   *
   * @param shell null where none is set
   */
  public record User(byte[] name, int uid, int gid, byte[] home, byte[] shell) {}

  /**
   * The user with an id.
   *
   * @throws PosixException with the syscall {@code uv_os_get_passwd}, ENOENT where there is none
   */
  public static User byId(final int uid) {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment record = look(arena, GETPWUID, uid);
      if (record == null) {
        throw new PosixException(ENOENT, "uv_os_get_passwd");
      }
      return new User(
          PosixProcess.stringAt(record.get(JAVA_LONG, 0)),
          record.get(JAVA_INT, 16),
          record.get(JAVA_INT, 20),
          PosixProcess.stringAt(record.get(JAVA_LONG, 32)),
          PosixProcess.stringAt(record.get(JAVA_LONG, 40)));
    }
  }

  /** The id of a user, or -1 where there is none of that name. */
  public static int uidOf(final String name) {
    return idOf(GETPWNAM, name);
  }

  /** The id of a group, or -1 where there is none of that name. */
  public static int gidOf(final String name) {
    return idOf(GETGRNAM, name);
  }

  private static int idOf(final MemorySegment function, final String name) {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment record = look(arena, function, arena.allocateFrom(name).address());
      return record == null ? -1 : record.get(JAVA_INT, 16);
    }
  }

  /**
   * The structure a look-up fills, which lives as long as the arena; null where nothing was found.
   */
  private static MemorySegment look(
      final Arena arena, final MemorySegment function, final long key) {
    final MemorySegment record = arena.allocate(64, 8);
    final MemorySegment strings = arena.allocate(BUFFER_SIZE);
    final MemorySegment found = arena.allocate(ADDRESS);
    Libc.call(function, key, record.address(), strings.address(), BUFFER_SIZE, found.address(), 0);
    return found.get(JAVA_LONG, 0) == 0 ? null : record;
  }
}
