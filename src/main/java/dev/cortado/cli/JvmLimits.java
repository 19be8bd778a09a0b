package dev.cortado.cli;

import dev.cortado.posix.PathBytes;
import dev.cortado.posix.Spawn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Options of V8 that set the size of heap and stack, or switch the compilers off. A JVM takes its
 * own from its command line only, so this process starts over with another one; its id, descriptors
 * and environment stay.
 */
final class JvmLimits {
  private static final String APPLIED = "cortado.limits";

  /** What the runtime itself needs beside what V8 would call the program's old space. */
  private static final int RUNTIME_MB = 160;

  /** V8's stack in KB where nothing is said, and ours, in which a JavaScript call takes more. */
  private static final int V8_STACK_KB = 984;

  private static final int STACK_KB = 16 * 1024;
  private static final int MIN_STACK_KB = 1024;
  private static final int MAX_STACK_KB = 1024 * 1024;

  private JvmLimits() {}

  /** Starts this process over if the command line asks for other limits than it has. */
  static void apply(CommandLine line) {
    int heap = (int) line.flags().get("--max-old-space-size");
    if (heap <= 0) {
      heap = (int) line.flags().get("--max-heap-size");
    }
    int stack = (int) line.flags().get("--stack-size");
    String percentage = (String) line.flags().get("--max-old-space-size-percentage");
    boolean jitless = line.isSet("--jitless");
    if (heap <= 0 && stack <= 0 && percentage.isEmpty() && !jitless
        || System.getProperty(APPLIED) != null) {
      return;
    }
    List<String> options = new ArrayList<>();
    options.add("-D" + APPLIED + "=true");
    if (!percentage.isEmpty()) {
      options.add(
          "-XX:MaxRAMPercentage=" + String.format(Locale.ROOT, "%f", percentage(percentage)));
    } else if (heap > 0) {
      options.add("-Xmx" + ((long) heap + RUNTIME_MB) + "m");
    }
    if (stack > 0) {
      options.add("-Xss" + stackKb(stack) + "k");
    }
    if (jitless) {
      options.add("-Xint");
      options.add("-XX:-EnableJVMCI");
      // The image has JVMCI's module, so Truffle would ask it and fail.
      options.add("-Dtruffle.UseFallbackRuntime=true");
    }
    startOver(options);
  }

  /** The value of {@code --max-old-space-size-percentage}, or 0 where it is none. */
  static double percentage(String value) {
    try {
      double number = Double.parseDouble(value);
      return number > 0 && number <= 100 && Character.isDigit(value.charAt(value.length() - 1))
          ? number
          : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** As much deeper or less deep than usual as the program wants V8's stack to be. */
  static long stackKb(int v8StackKb) {
    return Math.clamp((long) v8StackKb * STACK_KB / V8_STACK_KB, MIN_STACK_KB, MAX_STACK_KB);
  }

  private static void startOver(List<String> options) {
    try {
      List<byte[]> command = split(Path.of("/proc/self/cmdline"));
      List<byte[]> more = options.stream().map(PathBytes::encode).toList();
      command.addAll(indexOfMainClass(command), more);
      Spawn.replaceThisProcess(
          PathBytes.encode("/proc/self/exe"), command, split(Path.of("/proc/self/environ")));
    } catch (IOException e) {
      // Reported below.
    }
    System.err.println("cortado: the JVM could not be started with " + options);
    System.exit(BadOptionException.EXIT_CODE);
  }

  /** The strings of a file in which each ends with a zero. */
  private static List<byte[]> split(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        strings.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return strings;
  }

  /** The JVM's own options stand before it, the last of two that say the same counts. */
  private static int indexOfMainClass(List<byte[]> command) throws IOException {
    byte[] name = Main.class.getName().getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < command.size(); i++) {
      if (Arrays.equals(command.get(i), name)) {
        return i;
      }
    }
    throw new IOException("not started by the launcher");
  }
}
