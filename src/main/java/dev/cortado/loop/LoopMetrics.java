package dev.cortado.loop;

/** What a loop counts of its turns, and how long it has slept. Loop thread only. */
public final class LoopMetrics {
  /**
   * A poll that brings its first event sooner than this has not slept: no thread is woken up so
   * fast.
   */
  private static final long SLEEPLESS_NANOS = 10_000;

  private long turns;
  private long events;
  private long eventsWaiting;
  private long idleNanos;
  // When the poll phase began to wait; 0 while callbacks run.
  private long waitingSince;
  private boolean wasWaiting;

  LoopMetrics() {}

  void enterPoll(boolean mayWait) {
    turns++;
    wasWaiting = !mayWait;
    waitingSince = mayWait ? System.nanoTime() : 0;
  }

  void leavePoll() {
    if (waitingSince != 0) {
      endWait();
    }
  }

  private void endWait() {
    final long waited = System.nanoTime() - waitingSince;
    waitingSince = 0;
    wasWaiting = waited < SLEEPLESS_NANOS;
    idleNanos += waited;
  }

  /** Before the callback of an event of the poll phase. */
  void countEvent() {
    if (waitingSince != 0) {
      endWait();
    }
    events++;
    if (wasWaiting) {
      eventsWaiting++;
    }
  }

  /** How many turns have begun. */
  public long turns() {
    return turns;
  }

  /** How many events the poll phases have brought; what other threads hand in at once is one. */
  public long events() {
    return events;
  }

  /** How many of them were there before the loop would have waited for them. */
  public long eventsWaiting() {
    return eventsWaiting;
  }

  /** How long the loop has waited for events. */
  public long idleNanos() {
    return idleNanos;
  }
}
