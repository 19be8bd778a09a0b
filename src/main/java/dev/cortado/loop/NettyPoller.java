package dev.cortado.loop;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Waits in Netty, which dispatches I/O events on this very thread. */
final class NettyPoller implements Poller {
  private static final Runnable NOTHING = () -> {};

  private final ManualIoEventLoop ioLoop;
  private final boolean epoll;
  private final ArrayDeque<FdWatcher> changed = new ArrayDeque<>();

  NettyPoller(Thread thread, EventLoopOptions.Transport transport) {
    epoll =
        switch (transport) {
          case BEST -> Epoll.isAvailable();
          case EPOLL -> {
            Epoll.ensureAvailability();
            yield true;
          }
          case NIO -> false;
        };
    final IoHandlerFactory factory =
        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    ioLoop = new ManualIoEventLoop(thread, factory);
  }

  IoEventLoop ioEventLoop() {
    return ioLoop;
  }

  boolean isEpoll() {
    return epoll;
  }

  /** Has {@code watcher} tell the kernel what it wants before the next wait. */
  void noteChange(FdWatcher watcher) {
    changed.add(watcher);
  }

  @Override
  public void poll(long timeoutNanos) {
    FdWatcher watcher;
    while ((watcher = changed.poll()) != null) {
      watcher.applyInterest();
    }
    // Netty's own codes: -1 does not wait, 0 waits for ever.
    final long wait = timeoutNanos == 0 ? -1 : timeoutNanos == FOREVER ? 0 : timeoutNanos;
    ioLoop.run(wait);
  }

  @Override
  public void wakeup() {
    // Not Netty's own wakeup(): one that comes just before Netty announces that it will wait is
    // lost.
    // A task is not, as Netty looks for tasks after announcing.
    ioLoop.execute(NOTHING);
  }

  @Override
  public void close() {
    ioLoop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
    while (!ioLoop.isTerminated()) {
      ioLoop.runNow();
    }
  }
}
