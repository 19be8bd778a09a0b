package dev.cortado.loop;

import java.util.ArrayDeque;

/**
 * The threads that do what would block a loop: files, name look-ups, hashing, compression. Daemon
 * threads, started when work waits and none is free, never more than the size. The size is read
 * from {@code UV_THREADPOOL_SIZE} (1 to 1024, default 4) when the first work arrives.
 */
public final class WorkPool {
  private static final int DEFAULT_SIZE = 4;
  private static final int MAX_SIZE = 1024;

  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private int size;
  private int threads;
  private int idle;

  /** A pool sized by the environment. */
  public WorkPool() {}

  /** A pool of at most {@code size} threads. */
  public WorkPool(int size) {
    setSize(size);
  }

  /**
   * Sets the most threads there will be, as writing {@code process.env.UV_THREADPOOL_SIZE} does;
   * without effect once a thread runs.
   */
  public synchronized void setSize(int size) {
    if (threads == 0) {
      this.size = Math.clamp(size, 1, MAX_SIZE);
    }
  }

  /** The number of threads started so far. */
  public synchronized int threadCount() {
    return threads;
  }

  /** Runs {@code work} on a pool thread, first come first served. Any thread. */
  public synchronized void execute(Runnable work) {
    queue.add(work);
    if (idle >= queue.size()) {
      notify();
      return;
    }
    if (size == 0) {
      size = sizeFrom(System.getenv("UV_THREADPOOL_SIZE"));
    }
    if (threads < size) {
      startThread();
    }
  }

  synchronized void forget(Runnable work) {
    queue.remove(work);
  }

  static int sizeFrom(String setting) {
    if (setting == null) {
      return DEFAULT_SIZE;
    }
    try {
      return Math.clamp(Long.parseLong(setting.trim()), 1, MAX_SIZE);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private void startThread() {
    threads++;
    final Thread thread = new Thread(this::work, "cortado-work-" + threads);
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    for (; ; ) {
      try {
        take().run();
      } catch (InterruptedException stray) {
        // Nobody ends pool threads: they are daemons and go with the process.
      }
    }
  }

  private synchronized Runnable take() throws InterruptedException {
    Runnable work;
    while ((work = queue.poll()) == null) {
      idle++;
      try {
        wait();
      } finally {
        idle--;
      }
    }
    return work;
  }
}
