package dev.cortado.bindings.os;

import dev.cortado.posix.SystemInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Linux says of the machine in /proc, which is read faster than libc is linked. */
final class Machine {
  private static final int MILLIS_PER_TICK = 10;
  private static final long BYTES_PER_KIB = 1024;
  private static final double MILLIS_PER_SECOND = 1000.0;

  private Machine() {}

  static String hostname() {
    String name = kernel("hostname");
    return name != null ? name : SystemInfo.name().host();
  }

  static String type() {
    String name = kernel("ostype");
    return name != null ? name : SystemInfo.name().system();
  }

  static String release() {
    String name = kernel("osrelease");
    return name != null ? name : SystemInfo.name().release();
  }

  static String version() {
    String name = kernel("version");
    return name != null ? name : SystemInfo.name().version();
  }

  static String architecture() {
    String name = kernel("arch");
    return name != null ? name : SystemInfo.name().machine();
  }

  private static String kernel(String file) {
    String text = read("/proc/sys/kernel/" + file);
    return text == null ? null : text.strip();
  }

  private static String read(String file) {
    try {
      Path path = Path.of(file);
      return Files.isReadable(path) ? Files.readString(path) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(String file) {
    String text = read(file);
    return text == null ? List.of() : text.lines().toList();
  }

  /** For each processor: model, MHz, and milliseconds in user, nice, sys, idle and irq. */
  static List<Object> processors() {
    List<String> models = new ArrayList<>();
    List<Double> speeds = new ArrayList<>();
    for (String line : lines("/proc/cpuinfo")) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("model name")) {
        models.add(value);
      } else if (line.startsWith("cpu MHz")) {
        speeds.add(Double.parseDouble(value));
      }
    }
    List<Object> all = new ArrayList<>();
    int index = 0;
    for (String line : lines("/proc/stat")) {
      if (line.startsWith("cpu") && !line.startsWith("cpu ")) {
        all.add(index < models.size() ? models.get(index) : "unknown");
        all.add(index < speeds.size() ? (long) speeds.get(index).doubleValue() : 0L);
        String[] ticks = line.split(" +");
        for (int field : new int[] {1, 2, 3, 4, 6}) {
          all.add(Long.parseLong(ticks[field]) * MILLIS_PER_TICK);
        }
        index++;
      }
    }
    return all;
  }

  static List<Object> loadAverages() {
    String[] fields = String.valueOf(read("/proc/loadavg")).split(" ");
    return List.of(
        Double.parseDouble(fields[0]),
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]));
  }

  static long totalMemory() {
    return memory("MemTotal:");
  }

  static long availableMemory() {
    return memory("MemAvailable:");
  }

  private static long memory(String key) {
    for (String line : lines("/proc/meminfo")) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.split(" +")[1]) * BYTES_PER_KIB;
      }
    }
    return 0;
  }

  /** Seconds since the machine started. */
  static double uptime() {
    String text = read("/proc/uptime");
    return text == null
        ? System.nanoTime() / 1_000_000 / MILLIS_PER_SECOND
        : Double.parseDouble(text.split(" ")[0]);
  }
}
