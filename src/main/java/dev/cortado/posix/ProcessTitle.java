package dev.cortado.posix;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code ps} and {@code top} call this process. */
public final class ProcessTitle {
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path COMM = Path.of("/proc/self/comm");

  // Fields of proc(5), counted from the one behind the name in parentheses.
  private static final int ARG_START = 48 - 3;
  private static final int ARG_END = 49 - 3;

  private ProcessTitle() {}

  /**
   * Writes the title over the command line in memory, which the kernel shows of a process, as far
   * as there is room, and its first 15 bytes where the kernel keeps the short name.
   */
  public static void set(String title) {
    final byte[] bytes = title.getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(COMM, bytes);
      final String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
      final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
      overwrite(Long.parseLong(fields[ARG_START]), Long.parseLong(fields[ARG_END]), bytes);
    } catch (IOException | RuntimeException e) {
      // Where the system has no such files the title stays what it was.
    }
  }

  private static void overwrite(long start, long end, byte[] bytes) {
    if (start == 0 || end <= start) {
      return;
    }
    final MemorySegment room = MemorySegment.ofAddress(start).reinterpret(end - start);
    room.fill((byte) 0);
    // The last byte stays zero: the kernel would read on where it is not.
    final int length = (int) Math.min(bytes.length, end - start - 1);
    MemorySegment.copy(bytes, 0, room, ValueLayout.JAVA_BYTE, 0, length);
  }
}
