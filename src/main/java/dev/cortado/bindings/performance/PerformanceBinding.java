package dev.cortado.bindings.performance;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.loop.LoopMetrics;
import dev.cortado.posix.ProcessAge;
import java.lang.management.ManagementFactory;

/** {@code internalBinding('performance')}: times in milliseconds with fractions. */
public final class PerformanceBinding implements Binding {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Milestones milestones;
  private double timeOrigin;
  private long originNanos;
  private GarbageCollections collections;

  public PerformanceBinding(Milestones milestones) {
    this.milestones = milestones;
  }

  @Override
  public void initialize(BindingTarget target, Environment env) {
    long age = ProcessAge.nanos();
    timeOrigin = System.currentTimeMillis() - age / NANOS_PER_MILLI;
    originNanos = System.nanoTime() - age;
    target.constant("timeOrigin", timeOrigin);
    target.method("now", args -> sinceOrigin(System.nanoTime()));
    target.method("processStart", args -> processStart());
    target.method("engineStart", args -> reached(milestones.engineStart));
    target.method("environment", args -> reached(milestones.environment));
    target.method("bootstrapComplete", args -> reached(milestones.bootstrapComplete));
    target.method("loopStart", args -> reached(milestones.loopStart));
    target.method("loopExit", args -> reached(milestones.loopExit));
    LoopMetrics metrics = env.loop().metrics();
    target.method("loopIdleTime", args -> metrics.idleNanos() / NANOS_PER_MILLI);
    target.method(
        "loopMetrics",
        args ->
            env.newArray(
                (double) metrics.turns(),
                (double) metrics.events(),
                (double) metrics.eventsWaiting()));
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

  /** The time of a milestone, or -1. */
  private double reached(long nanos) {
    return nanos == 0 ? -1 : sinceOrigin(nanos);
  }

  /** When the virtual machine was up. */
  private double processStart() {
    double start = ManagementFactory.getRuntimeMXBean().getStartTime() - timeOrigin;
    // Known to the millisecond, where the origin is known to the hundredth of a second.
    return Math.min(Math.max(start, 0.001), sinceOrigin(milestones.engineStart) - 0.001);
  }
}
