package dev.cortado.loop;

import io.netty.channel.IoEventLoop;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Runs everything that a thread of JavaScript waits for, in libuv's order. A turn is: timers,
 * pending, idle, prepare, poll, check, closing. Only the poll phase blocks, in the kernel, until
 * the next timer, wake-up or I/O event.
 *
 * <p>Made and run on one thread. {@link #execute} and {@link Async#send} are the only ways in from
 * other threads. What a callback throws comes out of {@link #run}; calling that again carries on
 * with what was left.
 */
public final class EventLoop {
  private static final long NANOS_PER_MS = 1_000_000;

  final PhaseHandle.Phase idlePhase = new PhaseHandle.Phase();
  final PhaseHandle.Phase preparePhase = new PhaseHandle.Phase();
  final PhaseHandle.Phase checkPhase = new PhaseHandle.Phase();

  /** Handles that are active and referenced. */
  int activeHandles;

  private final Thread thread = Thread.currentThread();
  private final EventLoopOptions options;
  private final long startNanos = System.nanoTime();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final ArrayDeque<Timer> dueTimers = new ArrayDeque<>();
  private final ArrayDeque<Runnable> pending = new ArrayDeque<>();
  private final ArrayDeque<Handle> closing = new ArrayDeque<>();
  private final Map<Class<?>, Object> shared = new IdentityHashMap<>();
  private final LoopMetrics metrics = new LoopMetrics();
  private final AtomicReference<Posted> posted = new AtomicReference<>();
  private Posted batch;
  private long timerSequence;
  private long nowMs;
  private int pendingRequests;
  private boolean stopped;
  private Throwable raised;
  private volatile Poller poller;
  private NettyPoller nettyPoller;

  /** A loop for the current thread. Starts no thread and opens nothing. */
  public EventLoop(EventLoopOptions options) {
    this.options = options;
    poller = new ParkPoller(thread);
  }

  /** A loop for the current thread with default options. */
  public EventLoop() {
    this(EventLoopOptions.defaults());
  }

  /** The loop's time in ms since it was made, cached when a turn's phases begin. */
  public long now() {
    return nowMs;
  }

  /** Refreshes {@link #now()}. */
  public void updateTime() {
    nowMs = (System.nanoTime() - startNanos) / NANOS_PER_MS;
  }

  /** A monotonic clock in ns, of arbitrary origin. */
  public long hrtime() {
    return System.nanoTime();
  }

  /** Whether the caller is on this loop's thread. */
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** What this loop counts of itself. */
  public LoopMetrics metrics() {
    return metrics;
  }

  /** The pool that {@link #submit} uses. */
  public WorkPool workPool() {
    return options.workPool();
  }

  /** Whether something would keep {@link #run} going. */
  public boolean isAlive() {
    return activeHandles > 0 || pendingRequests > 0 || !pending.isEmpty() || !closing.isEmpty();
  }

  /**
   * Turns until nothing is referenced or {@link #stop} is called.
   *
   * @return whether something is still referenced
   */
  public boolean run() {
    updateTime();
    if (isAlive() && !stopped) {
      runTimers();
    }
    while (!stopped && isAlive()) {
      turn(true);
    }
    stopped = false;
    return isAlive();
  }

  /**
   * One turn only.
   *
   * @param block whether the poll phase may wait
   * @return whether something is still referenced
   */
  public boolean runOnce(boolean block) {
    updateTime();
    runTimers();
    turn(block);
    stopped = false;
    return isAlive();
  }

  /** Makes {@link #run} return at the end of the turn. */
  public void stop() {
    stopped = true;
  }

  private void turn(boolean block) {
    runPending();
    idlePhase.run();
    preparePhase.run();
    poll(block ? pollTimeout() : 0);
    runPending();
    checkPhase.run();
    runClosing();
    updateTime();
    runTimers();
  }

  private long pollTimeout() {
    if (stopped
        || !pending.isEmpty()
        || !closing.isEmpty()
        || !idlePhase.isEmpty()
        || batch != null
        || posted.get() != null
        || !dueTimers.isEmpty()
        || (activeHandles == 0 && pendingRequests == 0)) {
      return 0;
    }
    final Timer next = timers.peek();
    if (next == null || next.due() > Long.MAX_VALUE / NANOS_PER_MS) {
      return Poller.FOREVER;
    }
    return Math.max(0, next.due() * NANOS_PER_MS - (System.nanoTime() - startNanos));
  }

  private void poll(long timeoutNanos) {
    metrics.enterPoll(timeoutNanos != 0);
    poller.poll(timeoutNanos);
    if (posted.get() != null) {
      metrics.countEvent();
    }
    metrics.leavePoll();
    updateTime();
    if (raised != null) {
      final Throwable error = raised;
      raised = null;
      EventLoop.<RuntimeException>rethrow(error);
    }
    runPosted();
  }

  private void runTimers() {
    Timer timer;
    // Taken out first: a timer that a callback starts waits for the next pass, even with no delay.
    while ((timer = timers.peek()) != null && timer.due() <= nowMs) {
      dueTimers.add(timers.poll());
    }
    while ((timer = dueTimers.poll()) != null) {
      timer.fire();
    }
  }

  private void runPending() {
    for (int left = pending.size(); left > 0; left--) {
      final Runnable callback = pending.poll();
      if (callback == null) {
        return;
      }
      callback.run();
    }
  }

  private void runClosing() {
    for (int left = closing.size(); left > 0; left--) {
      final Handle handle = closing.poll();
      if (handle == null) {
        return;
      }
      handle.finishClosing();
    }
  }

  // ---- from other threads ----

  private static final class Posted {
    final Runnable task;
    Posted next;

    Posted(Runnable task, Posted next) {
      this.task = task;
      this.next = next;
    }
  }

  /**
   * Runs {@code task} on the loop's thread, at the end of a poll phase, in the order of the calls;
   * wakes the loop up. Any thread. Does not keep the loop alive by itself.
   */
  public void execute(Runnable task) {
    Posted head;
    Posted added;
    do {
      head = posted.get();
      added = new Posted(task, head);
    } while (!posted.compareAndSet(head, added));
    // Only the first of a batch needs to wake the loop: it takes them all at once.
    if (head == null && !inLoop()) {
      poller.wakeup();
    }
  }

  private void runPosted() {
    if (batch == null) {
      batch = inOrder(posted.getAndSet(null));
    }
    while (batch != null) {
      final Runnable task = batch.task;
      batch = batch.next;
      task.run();
    }
  }

  private static Posted inOrder(Posted newestFirst) {
    Posted oldestFirst = null;
    while (newestFirst != null) {
      final Posted next = newestFirst.next;
      newestFirst.next = oldestFirst;
      oldestFirst = newestFirst;
      newestFirst = next;
    }
    return oldestFirst;
  }

  // ---- handles and requests ----

  /** A stopped timer. */
  public Timer newTimer(Runnable callback) {
    return new Timer(this, callback);
  }

  /** A stopped callback of the check phase. */
  public Check newCheck(Runnable callback) {
    return new Check(this, callback);
  }

  /** A stopped callback of the idle phase. */
  public Idle newIdle(Runnable callback) {
    return new Idle(this, callback);
  }

  /** A stopped callback of the prepare phase. */
  public Prepare newPrepare(Runnable callback) {
    return new Prepare(this, callback);
  }

  /** An active wake-up handle. */
  public Async newAsync(Runnable callback) {
    return new Async(this, callback);
  }

  /** Does {@code work} on the work pool, then calls {@code done} on this loop. */
  public <T> Request<T> submit(Callable<T> work, Completion<T> done) {
    final Request<T> request = new Request<>(this, work, done);
    addPendingRequest();
    workPool().execute(request);
    return request;
  }

  /** Keeps the loop alive for a request whose end is reported by {@link #removePendingRequest}. */
  public void addPendingRequest() {
    pendingRequests++;
  }

  /** The counterpart of {@link #addPendingRequest}. */
  public void removePendingRequest() {
    pendingRequests--;
  }

  /**
   * Runs {@code callback} in the next pending phase: for what was known at once but must be
   * reported asynchronously. Keeps the loop alive until then. Loop thread only.
   */
  public void defer(Runnable callback) {
    pending.add(callback);
  }

  long nextTimerSequence() {
    return timerSequence++;
  }

  void addTimer(Timer timer) {
    timers.add(timer);
  }

  void removeTimer(Timer timer) {
    if (!timers.remove(timer)) {
      dueTimers.remove(timer);
    }
  }

  void enqueueClosing(Handle handle) {
    closing.add(handle);
  }

  /**
   * What the users of one kind share on this loop (scratch memory, say): made when first asked for.
   */
  public <T> T shared(Class<T> type, Supplier<T> make) {
    Object value = shared.get(type);
    if (value == null) {
      value = make.get();
      shared.put(type, value);
    }
    return type.cast(value);
  }

  // ---- I/O ----

  /** Netty's loop on this thread: what is registered with it is called back in the poll phase. */
  public IoEventLoop ioEventLoop() {
    if (nettyPoller == null) {
      nettyPoller = new NettyPoller(thread, options.transport());
      poller = nettyPoller;
    }
    return nettyPoller.ioEventLoop();
  }

  /**
   * Watches a file descriptor that the caller owns and closes after the watcher.
   *
   * @throws UnsupportedOperationException where the loop's transport is not epoll
   */
  public FdWatcher watch(int fd, FdWatcher.Listener listener) {
    if (!usesEpoll()) {
      throw new UnsupportedOperationException("Watching file descriptors needs epoll");
    }
    return new FdWatcher(this, nettyPoller, fd, listener);
  }

  /** Whether {@link #ioEventLoop()} is epoll's (else NIO's). */
  public boolean usesEpoll() {
    ioEventLoop();
    return nettyPoller.isEpoll();
  }

  /**
   * Has the poll phase throw {@code error} once Netty has returned: for callbacks that run below
   * Netty, which would swallow it. They should do nothing more while {@link #hasRaised()}.
   */
  public void raise(Throwable error) {
    if (raised == null) {
      raised = error;
    } else if (raised != error) {
      raised.addSuppressed(error);
    }
    poller.wakeup();
  }

  /** Whether {@link #raise} was called in this poll phase. */
  public boolean hasRaised() {
    return raised != null;
  }

  /** Frees what the loop holds of the operating system. The loop cannot be run afterwards. */
  public void dispose() {
    poller.close();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(Throwable error) throws E {
    throw (E) error;
  }
}
