package dev.cortado.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** One piece of work under way on the {@link WorkPool}; keeps its loop alive until done. */
public final class Request<T> implements Runnable {
  private static final int QUEUED = 0;
  private static final int STARTED = 1;
  private static final int CANCELLED = 2;

  private final EventLoop loop;
  private final AtomicInteger state = new AtomicInteger(QUEUED);
  private Callable<T> work;
  private Completion<T> completion;
  private T result;
  private Throwable error;
  private boolean worked;

  Request(EventLoop loop, Callable<T> work, Completion<T> completion) {
    this.loop = loop;
    this.work = work;
    this.completion = completion;
  }

  /**
   * Gives the work up if no thread has begun it; its completion then gets a {@link
   * CancellationException}.
   *
   * @return whether it was in time
   */
  public boolean cancel() {
    if (!state.compareAndSet(QUEUED, CANCELLED)) {
      return false;
    }
    loop.workPool().forget(this);
    worked = true;
    error = new CancellationException();
    loop.execute(this);
    return true;
  }

  /** First on a worker, to do the work; then on the loop, to report. */
  @Override
  public void run() {
    if (worked) {
      report();
    } else if (state.compareAndSet(QUEUED, STARTED)) {
      try {
        result = work.call();
      } catch (Throwable thrown) {
        error = thrown;
      }
      worked = true;
      loop.execute(this);
    }
  }

  private void report() {
    final Completion<T> done = completion;
    completion = null;
    work = null;
    loop.removePendingRequest();
    done.done(result, error);
  }
}
