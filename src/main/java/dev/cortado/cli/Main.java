package dev.cortado.cli;

import dev.cortado.NodeRuntime;
import dev.cortado.bindings.process.ProcessBinding;
import dev.cortado.bindings.process.StdioBinding;
import dev.cortado.engine.StartAhead;
import dev.cortado.posix.ExitActions;
import dev.cortado.posix.Signals;

/** {@code cortado [options] [script] [arguments]}. */
public final class Main {
  /**
   * How long a program counts as starting. Servers and programs that compute were both warm soonest
   * with this (docs/benchmarks.md).
   */
  private static final int START_MILLIS = 8000;

  private Main() {}

  public static void main(String[] args) {
    StartAhead.start(START_MILLIS);
    CommandLine line;
    try {
      line = CommandLine.parse(args, System.getenv("NODE_OPTIONS"));
    } catch (BadOptionException e) {
      die(e.getMessage(), e.exitCode());
      return;
    }
    if (line.isSet("--version")) {
      System.out.println("v" + ProcessBinding.NODE_VERSION);
      return;
    }
    if (line.wantsRepl() && StdioBinding.isTerminal(0)) {
      die(
          "there is no interactive mode: name a script, or give a text with -e or on stdin",
          BadOptionException.EXIT_CODE);
    }
    JvmLimits.apply(line);
    Signals.restoreTermination();
    NodeRuntime runtime = new NodeRuntime(line.toRuntimeOptions(execPath()), Main::exit);
    exit(runtime.runMain(line.mainScript()));
  }

  private static void die(String message, int code) {
    System.err.println(execPath() + ": " + message);
    System.exit(code);
  }

  /** Ends the process without waiting for anything: all output is written unbuffered. */
  private static void exit(int code) {
    System.out.flush();
    System.err.flush();
    ExitActions.run();
    Runtime.getRuntime().halt(code & 0xff);
  }

  /** The launcher that started this process, which a child process must be started with. */
  private static String execPath() {
    String path = System.getProperty("cortado.launcher");
    return path != null ? path : ProcessHandle.current().info().command().orElse("cortado");
  }
}
