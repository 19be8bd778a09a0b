package dev.cortado.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How long this process has run. The JDK adds the start to the second in which the machine was
 * booted, so that it can be off by as much; here both times come from the same clock (proc(5)).
 */
public final class ProcessAge {
  /** {@code sysconf(_SC_CLK_TCK)}, which is 100 wherever Linux runs Java. */
  private static final long TICKS_PER_SECOND = 100;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** The start's place among the fields after the command's name, which may hold blanks itself. */
  private static final int START_FIELD = 19;

  private static final long STARTED = System.nanoTime() - measure();

  private ProcessAge() {}

  /** In nanoseconds; the start is known to the hundredth of a second. */
  public static long nanos() {
    return System.nanoTime() - STARTED;
  }

  private static long measure() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double started = Long.parseLong(fields[START_FIELD]) / (double) TICKS_PER_SECOND;
      String[] machine = Files.readString(Path.of("/proc/uptime")).split(" ");
      return Math.max((long) ((Double.parseDouble(machine[0]) - started) * NANOS_PER_SECOND), 0);
    } catch (IOException noProc) {
      return ProcessHandle.current()
          .info()
          .startInstant()
          .map(start -> Duration.between(start, Instant.now()).toNanos())
          .orElse(0L);
    }
  }
}
