package dev.cortado.posix;

import java.util.HashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals sent to this process. The JVM catches them for us: it has a handler that may run at any
 * time, and a thread on which it calls Java. What the JVM needs for itself (SIGQUIT prints its
 * threads, SIGSEGV and the like are part of how it runs code) can't be had.
 */
public final class Signals {
  private static final int COUNT = 32;
  private static final String[] NAMES = {
    null, "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
  };

  private static final Map<Integer, SignalHandler> BEFORE = new HashMap<>();

  private Signals() {}

  /**
   * Lets SIGINT, SIGTERM and SIGHUP end the process as they end any other, so that whoever started
   * it sees which one did; the JVM would exit with a status of its own. Signals that were ignored
   * when the process started stay so.
   */
  public static void restoreTermination() {
    for (final String name : new String[] {"HUP", "INT", "TERM"}) {
      final Signal signal = new Signal(name);
      if (Signal.handle(signal, SignalHandler.SIG_DFL) == SignalHandler.SIG_IGN) {
        Signal.handle(signal, SignalHandler.SIG_IGN);
      }
    }
  }

  /**
   * Calls {@code listener} on a thread of its own whenever the signal comes, instead of what the
   * signal does by default.
   *
   * @return false for a signal that can't be watched
   */
  public static synchronized boolean watch(final int number, final Runnable listener) {
    if (number <= 0 || number >= COUNT) {
      return false;
    }
    try {
      final SignalHandler before =
          Signal.handle(new Signal(NAMES[number]), signal -> listener.run());
      BEFORE.putIfAbsent(number, before);
      return true;
    } catch (IllegalArgumentException usedByTheJvm) {
      return false;
    }
  }

  /**
   * Calls {@code listener} instead of whatever the signal does now, for a while.
   *
   * @return gives the signal back
   */
  public static synchronized Runnable replace(final int number, final Runnable listener) {
    final Signal signal = new Signal(NAMES[number]);
    final SignalHandler before = Signal.handle(signal, _ -> listener.run());
    return () -> Signal.handle(signal, before);
  }

  /** Gives a signal back its default. */
  public static synchronized void unwatch(final int number) {
    final SignalHandler before = BEFORE.remove(number);
    if (before != null) {
      Signal.handle(new Signal(NAMES[number]), before);
    }
  }
}
