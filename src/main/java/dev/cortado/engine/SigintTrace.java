package dev.cortado.engine;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.posix.Signals;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the program tell where it is when SIGINT arrives. After that the signal means what it meant
 * before.
 */
public final class SigintTrace {
  private static final int SIGINT = 2;

  private final Environment env;
  private final JSFunctionObject report;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final Runnable restore;

  private SigintTrace(Environment env, JSFunctionObject report) {
    this.env = env;
    this.report = report;
    this.restore = Signals.replace(SIGINT, this::interrupt);
  }

  /**
   * Waits for SIGINT from now on.
   *
   * @param report called once, on the program's thread, wherever that is
   */
  public static SigintTrace start(Environment env, JSFunctionObject report) {
    return new SigintTrace(env, report);
  }

  /** Lets the signal be. */
  public void stop() {
    if (isOver.compareAndSet(false, true)) {
      restore.run();
    }
  }

  /** On a thread of the JVM: a busy program reaches a safepoint, an idle one wakes up. */
  private void interrupt() {
    env.interrupt(this::tell);
    env.loop().execute(this::tell);
  }

  private void tell() {
    if (isOver.compareAndSet(false, true)) {
      restore.run();
      Js.call(report, Js.UNDEFINED);
    }
  }
}
