package dev.cortado.loop;

/** What a loop's thread waits in. */
interface Poller {
  /** Timeout of a poll that only an event ends. */
  long FOREVER = Long.MAX_VALUE;

  /**
   * Waits for an event, a wake-up or the time-out and dispatches what is ready.
   *
   * @param timeoutNanos 0 not to wait at all
   */
  void poll(long timeoutNanos);

  /** Ends the wait under way, or the next one. Any thread. */
  void wakeup();

  /** Frees what the poller holds. */
  void close();
}
