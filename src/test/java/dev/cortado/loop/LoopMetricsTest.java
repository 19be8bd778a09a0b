package dev.cortado.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LoopMetricsTest {
  private static final long MILLI = 1_000_000;

  private final EventLoop loop = new EventLoop();

  private void await(long millis) {
    loop.updateTime();
    loop.newTimer(() -> {}).start(millis, 0);
    loop.run();
  }

  @Test
  void sleepIsIdleTime() {
    assertEquals(0, loop.metrics().idleNanos());
    await(50);
    final long slept = loop.metrics().idleNanos();
    assertTrue(slept >= 40 * MILLI, () -> "slept " + slept);
    assertTrue(loop.metrics().turns() >= 1);
    assertEquals(0, loop.metrics().events());
  }

  @Test
  void callbacksOfEventsAreNot() {
    loop.addPendingRequest();
    loop.execute(
        () -> {
          final long end = System.nanoTime() + 50 * MILLI;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          loop.removePendingRequest();
        });
    loop.run();
    assertTrue(loop.metrics().idleNanos() < 40 * MILLI);
    assertEquals(1, loop.metrics().events());
    // It was there before the loop would have waited.
    assertEquals(1, loop.metrics().eventsWaiting());
  }

  @Test
  void anEventThatEndsASleepWasNotWaiting() {
    loop.addPendingRequest();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(50);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              loop.execute(loop::removePendingRequest);
            });
    loop.run();
    assertEquals(1, loop.metrics().events());
    assertEquals(0, loop.metrics().eventsWaiting());
  }
}
