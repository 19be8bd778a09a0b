package dev.cortado.loop;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the loop up from any thread and runs its callback there. Sends that arrive before the
 * callback runs are merged into one. Active, and so keeping the loop alive, until closed.
 */
public final class Async extends Handle implements Runnable {
  private final AtomicBoolean pending = new AtomicBoolean();
  private final Runnable callback;

  Async(EventLoop loop, Runnable callback) {
    super(loop);
    this.callback = callback;
    activate();
  }

  /** Has the callback run soon. Any thread. */
  public void send() {
    if (pending.compareAndSet(false, true)) {
      loop().execute(this);
    }
  }

  /** Called by the loop. */
  @Override
  public void run() {
    pending.set(false);
    if (!isClosing()) {
      callback.run();
    }
  }
}
