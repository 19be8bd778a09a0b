package dev.cortado.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class EventLoopTest {
  private final EventLoop loop = new EventLoop();
  private final List<String> log = new ArrayList<>();

  private Timer timer(String name, long delay) {
    final Timer timer = loop.newTimer(() -> log.add(name));
    timer.start(delay, 0);
    return timer;
  }

  @Test
  void emptyLoopEndsAtOnce() {
    assertFalse(loop.run());
  }

  @Test
  void timersRunInOrderOfDueTimeThenStart() {
    timer("b", 10);
    timer("a", 1);
    timer("c", 10);
    loop.run();
    assertEquals(List.of("a", "b", "c"), log);
  }

  @Test
  void aTimerIsNeverEarlyAndSleepsWithoutCpu() {
    final var threads = ManagementFactory.getThreadMXBean();
    final long cpu = threads.getCurrentThreadCpuTime();
    final long start = System.nanoTime();
    loop.updateTime();
    timer("t", 120);
    loop.run();
    assertTrue(System.nanoTime() - start >= 119_000_000);
    assertTrue(threads.getCurrentThreadCpuTime() - cpu < 60_000_000);
  }

  @Test
  void aTimerStartedByATimerWaitsForTheNextPass() {
    final Check check = loop.newCheck(() -> log.add("check"));
    check.start();
    check.unref();
    final Timer second = loop.newTimer(() -> log.add("second"));
    final Timer first =
        loop.newTimer(
            () -> {
              log.add("first");
              second.start(0, 0);
            });
    first.start(0, 0);
    loop.run();
    assertEquals(List.of("first", "check", "second"), log);
  }

  @Test
  void aRepeatingTimerRunsUntilStopped() {
    final Timer[] timer = new Timer[1];
    timer[0] =
        loop.newTimer(
            () -> {
              log.add("tick");
              if (log.size() == 3) {
                timer[0].stop();
              }
            });
    timer[0].start(1, 1);
    loop.run();
    assertEquals(3, log.size());
  }

  @Test
  void aTimerStoppedByAnEarlierOneOfTheSamePassDoesNotRun() {
    final Timer[] second = new Timer[1];
    loop.newTimer(() -> second[0].stop()).start(1, 0);
    second[0] = timer("second", 1);
    loop.run();
    assertEquals(List.of(), log);
  }

  @Test
  void unreferencedHandlesDoNotKeepTheLoopAlive() {
    timer("late", 10_000).unref();
    loop.newAsync(() -> {}).unref();
    loop.run();
    assertEquals(List.of(), log);
  }

  @Test
  void refCountsOnceHoweverOftenCalled() {
    final Timer timer = timer("t", 1);
    timer.unref();
    timer.unref();
    timer.ref();
    timer.ref();
    assertTrue(loop.isAlive());
    timer.unref();
    assertFalse(loop.isAlive());
  }

  @Test
  void phasesRunInOrder() {
    timer("timer", 0);
    loop.defer(() -> log.add("pending"));
    final Idle idle = loop.newIdle(() -> log.add("idle"));
    final Prepare prepare = loop.newPrepare(() -> log.add("prepare"));
    final Check[] check = new Check[1];
    check[0] =
        loop.newCheck(
            () -> {
              log.add("check");
              idle.close(() -> log.add("closing"));
              prepare.stop();
              check[0].stop();
            });
    idle.start();
    prepare.start();
    check[0].start();
    loop.execute(() -> log.add("poll"));
    loop.run();
    assertEquals(List.of("timer", "pending", "idle", "prepare", "poll", "check", "closing"), log);
  }

  @Test
  void executeFromAnotherThreadWakesTheLoopAndKeepsOrder() throws Exception {
    final Async keepAlive = loop.newAsync(() -> {});
    final Thread other =
        new Thread(
            () -> {
              for (int i = 0; i < 1000; i++) {
                final String name = Integer.toString(i);
                loop.execute(() -> log.add(name));
              }
              loop.execute(() -> keepAlive.close(null));
            });
    other.start();
    loop.run();
    other.join();
    assertEquals(1000, log.size());
    for (int i = 0; i < 1000; i++) {
      assertEquals(Integer.toString(i), log.get(i));
    }
  }

  @Test
  void executeWakesTheLoopUpInNettyToo() {
    loop.ioEventLoop();
    executeWakesUp();
    loop.dispose();
  }

  @Test
  @SuppressWarnings("unchecked")
  void noWakeUpIsLostHoweverItMeetsTheWait() {
    loop.ioEventLoop();
    final int[] left = {20_000};
    final Completion<Object>[] again = new Completion[1];
    again[0] =
        (result, error) -> {
          if (--left[0] > 0) {
            loop.submit(() -> null, again[0]);
          }
        };
    loop.submit(() -> null, again[0]);
    loop.run();
    loop.dispose();
    assertEquals(0, left[0]);
  }

  @Test
  void executeWakesUp() {
    final Async keepAlive = loop.newAsync(() -> {});
    final Thread other =
        new Thread(
            () -> {
              sleep(50);
              loop.execute(() -> keepAlive.close(null));
            });
    other.start();
    loop.run();
    assertFalse(loop.isAlive());
  }

  @Test
  void timersAreNotEarlyInNettyEither() {
    loop.ioEventLoop();
    for (final long delay : new long[] {0, 1, 5, 30}) {
      loop.updateTime();
      timer("t", delay);
      final long start = System.nanoTime();
      loop.run();
      final long took = System.nanoTime() - start;
      assertTrue(took >= (delay - 1) * 1_000_000, delay + " ms took " + took);
      assertTrue(took < (delay + 200) * 1_000_000, delay + " ms took " + took);
    }
    loop.dispose();
  }

  @Test
  void nioServesWhereThereIsNoEpoll() {
    final EventLoop nio =
        new EventLoop(new EventLoopOptions(new WorkPool(1), EventLoopOptions.Transport.NIO));
    assertFalse(nio.usesEpoll());
    nio.newTimer(() -> log.add("t")).start(2, 0);
    nio.run();
    nio.dispose();
    assertEquals(List.of("t"), log);
  }

  @Test
  void asyncMergesSends() {
    final Async[] async = new Async[1];
    async[0] =
        loop.newAsync(
            () -> {
              log.add("async");
              async[0].close(null);
            });
    async[0].send();
    async[0].send();
    loop.run();
    assertEquals(List.of("async"), log);
  }

  @Test
  void submittedWorkReportsOnTheLoop() {
    final Thread main = Thread.currentThread();
    loop.submit(
        () -> Thread.currentThread().isDaemon() && Thread.currentThread() != main,
        (result, error) -> log.add(result + " " + (Thread.currentThread() == main)));
    loop.submit(
        () -> {
          throw new IllegalStateException("no");
        },
        (result, error) -> log.add(error.getMessage()));
    loop.run();
    log.sort(null);
    assertEquals(List.of("no", "true true"), log);
  }

  @Test
  void workIsCancelledUntilItStarts() {
    final EventLoop narrow = new EventLoop(EventLoopOptions.withWorkPool(new WorkPool(1)));
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final Request<?> first =
        narrow.submit(
            () -> {
              started.countDown();
              go.await();
              return null;
            },
            (result, error) -> log.add("first"));
    final Request<?> second =
        narrow.submit(
            () -> null,
            (result, error) -> log.add("second " + (error instanceof CancellationException)));
    await(started);
    assertFalse(first.cancel());
    assertTrue(second.cancel());
    go.countDown();
    narrow.run();
    log.sort(null);
    assertEquals(List.of("first", "second true"), log);
  }

  @Test
  void thePoolStartsNoMoreThreadsThanItsSize() {
    final WorkPool pool = new WorkPool(3);
    assertEquals(0, pool.threadCount());
    final EventLoop wide = new EventLoop(EventLoopOptions.withWorkPool(pool));
    final AtomicInteger now = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      wide.submit(
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            sleep(5);
            return now.decrementAndGet();
          },
          (result, error) -> log.add("done"));
    }
    wide.run();
    assertEquals(20, log.size());
    assertEquals(3, most.get());
    assertEquals(3, pool.threadCount());
  }

  @Test
  void poolSizeSettings() {
    assertEquals(4, WorkPool.sizeFrom(null));
    assertEquals(1, WorkPool.sizeFrom("0"));
    assertEquals(7, WorkPool.sizeFrom("7"));
    assertEquals(1024, WorkPool.sizeFrom("5000"));
    assertEquals(1, WorkPool.sizeFrom("x"));
  }

  @Test
  void exceptionsComeOutOfRunAndTheRestStillRuns() {
    loop.addPendingRequest();
    loop.newTimer(
            () -> {
              throw new IllegalStateException("timer");
            })
        .start(0, 0);
    timer("after", 0);
    loop.execute(
        () -> {
          throw new IllegalStateException("posted");
        });
    loop.execute(
        () -> {
          log.add("posted after");
          loop.removePendingRequest();
        });
    assertEquals("timer", assertThrows(IllegalStateException.class, loop::run).getMessage());
    assertEquals("posted", assertThrows(IllegalStateException.class, loop::run).getMessage());
    loop.run();
    assertEquals(List.of("after", "posted after"), log);
  }

  @Test
  void whatIsRaisedBelowNettyComesOutOfRun() {
    timer("t", 5000);
    loop.ioEventLoop().execute(() -> loop.raise(new IllegalStateException("io")));
    assertEquals("io", assertThrows(IllegalStateException.class, loop::run).getMessage());
    loop.dispose();
  }

  @Test
  void stopEndsTheRunAfterTheTurn() {
    timer("a", 0);
    loop.defer(loop::stop);
    timer("late", 60_000);
    assertTrue(loop.run());
    assertEquals(List.of("a"), log);
  }

  @Test
  void aPendingRequestKeepsTheLoopAlive() {
    loop.addPendingRequest();
    final Timer timer =
        loop.newTimer(
            () -> {
              log.add("t");
              loop.removePendingRequest();
            });
    timer.start(5, 0);
    timer.unref();
    loop.run();
    assertEquals(List.of("t"), log);
  }

  @Test
  void closeRunsOnceAndIsReportedInTheClosingPhase() {
    final Timer timer = timer("never", 1);
    timer.close(() -> log.add("closed"));
    timer.close(() -> log.add("again"));
    assertTrue(timer.isClosing());
    assertFalse(timer.isClosed());
    loop.run();
    assertTrue(timer.isClosed());
    assertEquals(List.of("closed"), log);
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
