package dev.cortado.posix;

import java.util.ArrayList;
import java.util.List;

/** What must be put right before the process is gone, however it ends. */
public final class ExitActions {
  private static final List<Runnable> ACTIONS = new ArrayList<>();

  private ExitActions() {}

  /** Has {@code action} run at the end; it must bear being run twice. */
  public static synchronized void add(Runnable action) {
    if (ACTIONS.isEmpty()) {
      Runtime.getRuntime().addShutdownHook(new Thread(ExitActions::run));
    }
    ACTIONS.add(action);
  }

  /** Runs the actions: for those who end the process without the JVM's shutdown hooks. */
  public static synchronized void run() {
    for (final Runnable action : ACTIONS) {
      action.run();
    }
  }
}
