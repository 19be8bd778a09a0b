package dev.cortado.loop;

import java.util.concurrent.locks.LockSupport;

/** Waits without any I/O: all that a loop needs before its first socket. */
final class ParkPoller implements Poller {
  private final Thread thread;
  private volatile boolean awake;

  ParkPoller(Thread thread) {
    this.thread = thread;
  }

  @Override
  public void poll(long timeoutNanos) {
    if (timeoutNanos > 0) {
      final long start = System.nanoTime();
      while (!awake) {
        if (timeoutNanos == FOREVER) {
          LockSupport.park(this);
        } else {
          final long left = timeoutNanos - (System.nanoTime() - start);
          if (left <= 0) {
            break;
          }
          LockSupport.parkNanos(this, left);
        }
        // A pending interrupt would turn park into a busy loop.
        Thread.interrupted();
      }
    }
    awake = false;
  }

  @Override
  public void wakeup() {
    awake = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {}
}
