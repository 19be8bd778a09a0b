package dev.cortado.programs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs every {@code test/**}{@code /*.test.js}, each as a process of its own. {@code -Dtest.js=fs/}
 * picks those whose path contains that.
 */
class JavaScriptTests {
  private static final int PROCESSES = Integer.getInteger("cortado.test.processes", 2);
  private static final long LIMIT_SECONDS = Long.getLong("cortado.test.seconds", 120);

  /** One test for all files: Surefire does not count dynamic tests that JUnit runs in parallel. */
  @Test
  void everyFileExitsWithZero() throws IOException, InterruptedException {
    TestRuntime.prepare();
    Path folder = TestRuntime.ROOT.resolve("test");
    Map<Path, Future<?>> runs = new LinkedHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(PROCESSES)) {
      for (Path file : files(folder)) {
        runs.put(file, pool.submit(() -> run(file)));
      }
    }
    List<String> failures = new ArrayList<>();
    for (Map.Entry<Path, Future<?>> run : runs.entrySet()) {
      try {
        run.getValue().get();
      } catch (ExecutionException e) {
        failures.add(folder.relativize(run.getKey()) + ": " + e.getCause().getMessage());
      }
    }
    System.out.printf(
        "JavaScript files: %d passed, %d failed%n", runs.size() - failures.size(), failures.size());
    assertFalse(runs.isEmpty(), "no test files");
    assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures));
  }

  private static List<Path> files(Path folder) throws IOException {
    String wanted = System.getProperty("test.js", "");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.test\\.m?js"))
          .filter(file -> !file.toString().contains("node_modules"))
          .filter(file -> folder.relativize(file).toString().contains(wanted))
          .sorted()
          .toList();
    }
  }

  private static Void run(Path file) throws IOException, InterruptedException {
    Path output = Files.createTempFile("cortado-test-", ".out");
    try {
      Process process =
          TestRuntime.program(flags(file), file)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        fail("no end after " + LIMIT_SECONDS + " s\n" + read(output));
      }
      if (process.exitValue() != 0) {
        fail("exit code " + process.exitValue() + "\n" + read(output));
      }
      return null;
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static String read(Path output) throws IOException {
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    return text.length() > 4000 ? text.substring(0, 4000) + "…" : text;
  }

  /** The options that a file asks for in a first line {@code // Flags: --x --y}. */
  private static List<String> flags(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .limit(3)
          .filter(line -> line.startsWith("// Flags:"))
          .flatMap(line -> Stream.of(line.substring(9).strip().split("\\s+")))
          .filter(flag -> !flag.isEmpty())
          .toList();
    }
  }
}
