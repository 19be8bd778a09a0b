package dev.cortado.posix;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** The machine and its kernel. */
public final class SystemInfo {
  private static final MemorySegment UNAME = Libc.function("uname");
  private static final int NAME_SIZE = 65;

  private SystemInfo() {}

  /** What uname says. */
  public record Name(String system, String host, String release, String version, String machine) {}

  /**
   * Asks the kernel for its names.
   *
   * @throws PosixException with the syscall {@code uv_os_uname}
   */
  public static Name name() {
    final MemorySegment room = Scratch.get().result;
    PosixException.check(Libc.call(UNAME, room.address()), "uv_os_uname");
    return new Name(field(room, 0), field(room, 1), field(room, 2), field(room, 3), field(room, 4));
  }

  private static String field(final MemorySegment names, final int index) {
    final byte[] name = FileSystem.cString(names.asSlice((long) index * NAME_SIZE, NAME_SIZE));
    return new String(name, StandardCharsets.UTF_8);
  }
}
