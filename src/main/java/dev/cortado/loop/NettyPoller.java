package dev.cortado.loop;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;

/** Waits in Netty, which dispatches I/O events on this very thread. */
final class NettyPoller implements Poller {
  private final ManualIoEventLoop ioLoop;
  private final boolean epoll;

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

  @Override
  public void poll(long timeoutNanos) {
    // Netty's own codes: -1 does not wait, 0 waits for ever.
    final long wait = timeoutNanos == 0 ? -1 : timeoutNanos == FOREVER ? 0 : timeoutNanos;
    ioLoop.run(wait);
  }

  @Override
  public void wakeup() {
    ioLoop.wakeup();
  }

  @Override
  public void close() {
    ioLoop.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.NANOSECONDS);
    while (!ioLoop.isTerminated()) {
      ioLoop.runNow();
    }
  }
}
