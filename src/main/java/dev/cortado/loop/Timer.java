package dev.cortado.loop;

/** Runs a callback once after a delay, or repeatedly. Millisecond resolution, as libuv's. */
public final class Timer extends Handle implements Comparable<Timer> {
  private final Runnable callback;
  private long dueMs;
  private long repeatMs;
  private long sequence;

  Timer(EventLoop loop, Runnable callback) {
    super(loop);
    this.callback = callback;
  }

  /**
   * Starts, or starts again, from the loop's cached {@link EventLoop#now()}.
   *
   * @param delayMs time until the first run; 0 is the next timers phase
   * @param repeatMs time between the runs after it, or 0 for one run only
   */
  public void start(long delayMs, long repeatMs) {
    if (isClosing()) {
      return;
    }
    stop();
    final long due = loop().now() + Math.max(0, delayMs);
    dueMs = due < 0 ? Long.MAX_VALUE : due;
    this.repeatMs = Math.max(0, repeatMs);
    activate();
    sequence = loop().nextTimerSequence();
    loop().addTimer(this);
  }

  /** Stops; the callback does not run until started again. */
  public void stop() {
    if (isActive()) {
      deactivate();
      loop().removeTimer(this);
    }
  }

  /** The loop time in ms at which this timer runs next, if active. */
  public long due() {
    return dueMs;
  }

  /** The interval in ms, or 0. */
  public long repeat() {
    return repeatMs;
  }

  @Override
  protected void onClose() {
    stop();
  }

  /** Called by the timers phase with this timer already out of the queue. */
  void fire() {
    deactivate();
    if (repeatMs > 0) {
      start(repeatMs, repeatMs);
    }
    callback.run();
  }

  @Override
  public int compareTo(Timer other) {
    final int order = Long.compare(dueMs, other.dueMs);
    return order != 0 ? order : Long.compare(sequence, other.sequence);
  }
}
