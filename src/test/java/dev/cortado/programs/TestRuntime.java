package dev.cortado.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that the programs under test are run with. */
final class TestRuntime {
  static final Path ROOT = Path.of(System.getProperty("user.dir")).toAbsolutePath();

  private static final String COMMAND =
      System.getProperty("cortado.test.runtime", ROOT.resolve("cortado").toString());

  private TestRuntime() {}

  /**
   * Makes a process of {@code runtime options... file}, in the root of the project and without the
   * environment's say in Node's options.
   */
  static ProcessBuilder program(List<String> options, Path file) {
    List<String> command = new ArrayList<>();
    command.add(COMMAND);
    command.addAll(options);
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("NODE_"));
    return builder;
  }

  /** Builds what is not built yet, so that no test's time-out pays for it. */
  static void prepare() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(COMMAND, "--version")
            .directory(ROOT.toFile())
            .inheritIO()
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(COMMAND + " --version exited with " + process.exitValue());
    }
  }
}
