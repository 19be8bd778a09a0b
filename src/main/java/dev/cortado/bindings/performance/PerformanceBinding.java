package dev.cortado.bindings.performance;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.loop.Check;
import dev.cortado.loop.EventLoop;
import dev.cortado.loop.Prepare;
import dev.cortado.posix.ProcessAge;
import java.lang.management.ManagementFactory;

/** {@code internalBinding('performance')}: times in milliseconds with fractions. */
public final class PerformanceBinding implements Binding {
  private static final double NANOS_PER_MILLI = 1e6;

  private double timeOrigin;
  private long originNanos;
  private LoopMeter meter;
  private GarbageCollections collections;

  @Override
  public void initialize(BindingTarget target, Environment env) {
    long age = ProcessAge.nanos();
    timeOrigin = System.currentTimeMillis() - age / NANOS_PER_MILLI;
    originNanos = System.nanoTime() - age;
    target.constant("timeOrigin", timeOrigin);
    target.method("now", args -> sinceOrigin(System.nanoTime()));
    target.method("processStart", args -> processStart());
    target.method("loopStart", args -> meter(env).start());
    target.method("loopIdleTime", args -> meter(env).idle());
    target.method("heapSpaces", args -> env.newArray(HeapSpaces.figures(HeapSpaces.now())));
    // (callback): another one takes the place of the one before; undefined ends it
    target.method(
        "watchCollections",
        args -> {
          if (collections != null) {
            collections.stop();
            collections = null;
          }
          if (args.isFunction(0)) {
            collections = new GarbageCollections(env, args.function(0));
            collections.start();
          }
          return null;
        });
  }

  private double sinceOrigin(long nanos) {
    return (nanos - originNanos) / NANOS_PER_MILLI;
  }

  /** When the virtual machine was up. */
  private double processStart() {
    return Math.max(ManagementFactory.getRuntimeMXBean().getStartTime() - timeOrigin, 0.001);
  }

  private LoopMeter meter(Environment env) {
    if (meter == null) {
      meter = new LoopMeter(env.loop());
    }
    return meter;
  }

  /**
   * Measures from when it is first asked: the time between the prepare and the check phase counts
   * as idle.
   */
  private final class LoopMeter {
    private long started;
    private long waitingSince;
    private long idleNanos;

    LoopMeter(EventLoop loop) {
      Prepare prepare = loop.newPrepare(this::beforePoll);
      prepare.unref();
      prepare.start();
      Check check = loop.newCheck(this::afterPoll);
      check.unref();
      check.start();
    }

    private void beforePoll() {
      waitingSince = System.nanoTime();
      if (started == 0) {
        started = waitingSince;
      }
    }

    private void afterPoll() {
      if (waitingSince != 0) {
        idleNanos += System.nanoTime() - waitingSince;
      }
    }

    double start() {
      return started == 0 ? -1 : sinceOrigin(started);
    }

    double idle() {
      return idleNanos / NANOS_PER_MILLI;
    }
  }
}
