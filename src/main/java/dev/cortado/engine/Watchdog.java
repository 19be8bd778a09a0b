package dev.cortado.engine;

import com.oracle.truffle.api.nodes.ControlFlowException;
import dev.cortado.posix.Signals;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Stops a script that runs too long or that the user interrupts, wherever it is: the engine's
 * safepoints are in every loop and function. Scripts can't catch it.
 */
public final class Watchdog {
  private static final int SIGINT = 2;

  private final Environment env;
  private final CountDownLatch finished = new CountDownLatch(1);

  /** What is to be thrown; set on other threads. */
  private volatile NodeException reason;

  /** Only the script's thread knows whether the script still runs. */
  private boolean isRunning = true;

  private Watchdog(Environment env) {
    this.env = env;
  }

  /**
   * Runs a script.
   *
   * @param timeout in milliseconds; 0 for none
   * @param breakOnSigint whether SIGINT stops the script, and does nothing else meanwhile
   * @throws NodeException ERR_SCRIPT_EXECUTION_TIMEOUT, ERR_SCRIPT_EXECUTION_INTERRUPTED
   */
  public static <T> T run(
      Environment env, long timeout, boolean breakOnSigint, Supplier<T> script) {
    return timeout == 0 && !breakOnSigint
        ? script.get()
        : new Watchdog(env).watch(timeout, breakOnSigint, script);
  }

  private <T> T watch(long timeout, boolean breakOnSigint, Supplier<T> script) {
    Runnable restore = breakOnSigint ? Signals.replace(SIGINT, this::interrupt) : () -> {};
    if (timeout > 0) {
      Thread.ofPlatform().daemon().name("vm timeout").start(() -> expire(timeout));
    }
    try {
      T result = script.get();
      isRunning = false;
      if (reason != null) {
        throw reason;
      }
      return result;
    } catch (Interruption interruption) {
      if (interruption.source != this) {
        throw interruption;
      }
      throw reason;
    } finally {
      isRunning = false;
      finished.countDown();
      restore.run();
    }
  }

  private void expire(long timeout) {
    try {
      if (!finished.await(timeout, TimeUnit.MILLISECONDS)) {
        stop("ERR_SCRIPT_EXECUTION_TIMEOUT", "Script execution timed out after " + timeout + "ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void interrupt() {
    stop("ERR_SCRIPT_EXECUTION_INTERRUPTED", "Script execution was interrupted by `SIGINT`");
  }

  private void stop(String code, String message) {
    reason = new NodeException(NodeException.Kind.ERROR, code, message);
    env.interrupt(this::unwind);
  }

  private void unwind() {
    if (isRunning) {
      throw new Interruption(this);
    }
  }

  /** Unwinds the script's frames up to its watchdog's. */
  @SuppressWarnings("serial")
  private static final class Interruption extends ControlFlowException {
    private final Watchdog source;

    Interruption(Watchdog source) {
      this.source = source;
    }
  }
}
