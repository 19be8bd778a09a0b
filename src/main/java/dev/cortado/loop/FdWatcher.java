package dev.cortado.loop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;

/**
 * Tells when a file descriptor can be read or written, for as long as it can: level-triggered.
 * Changes of interest reach the kernel once a turn, however often they are made.
 */
public final class FdWatcher {
  private static final int ERROR_OR_HANGUP = 0x8 | 0x10;
  private static final EpollIoOps READ = EpollIoOps.EPOLLIN;
  private static final EpollIoOps WRITE = EpollIoOps.EPOLLOUT;
  private static final EpollIoOps BOTH = READ.with(WRITE);
  // Errors are reported without being asked for: edge-triggered, an unwanted one costs one wake-up.
  private static final EpollIoOps NOTHING = EpollIoOps.EPOLLET;

  private final EventLoop loop;
  private final NettyPoller poller;
  private final Listener listener;
  private final FileDescriptor fd;
  private IoRegistration registration;
  private EpollIoOps applied = NOTHING;
  private EpollIoOps wanted = NOTHING;
  private boolean queued;
  private boolean closed;

  /** Called on the loop's thread in the poll phase. */
  public interface Listener {
    /** The descriptor can be read, or has failed. */
    void onReadable();

    /** The descriptor can be written, or has failed. */
    void onWritable();
  }

  FdWatcher(EventLoop loop, NettyPoller poller, int fd, Listener listener) {
    this.loop = loop;
    this.poller = poller;
    this.listener = listener;
    this.fd = new FileDescriptor(fd);
  }

  /** Says what to watch for from now on. */
  public void want(boolean readable, boolean writable) {
    wanted = readable ? (writable ? BOTH : READ) : writable ? WRITE : NOTHING;
    if (wanted != applied && !queued && !closed) {
      queued = true;
      poller.noteChange(this);
    }
  }

  /** Watches no more. To be called before the descriptor is closed. */
  public void close() {
    if (!closed) {
      closed = true;
      if (registration != null) {
        registration.cancel();
      }
    }
  }

  void applyInterest() {
    queued = false;
    if (closed || wanted == applied) {
      return;
    }
    try {
      if (registration == null) {
        final Future<IoRegistration> registering = poller.ioEventLoop().register(new IoSide());
        if (!registering.isSuccess()) {
          // Ordinary files cannot be polled: they are always ready.
          loop.defer(this::dispatchAll);
          return;
        }
        registration = registering.getNow();
      }
      registration.submit(wanted);
      applied = wanted;
    } catch (RuntimeException e) {
      loop.raise(e);
    }
  }

  private void dispatchAll() {
    dispatch(BOTH.value());
    if (!closed && wanted != NOTHING) {
      want(wanted != WRITE, wanted != READ);
    }
  }

  private void dispatch(int events) {
    final boolean failed = (events & ERROR_OR_HANGUP) != 0;
    if (!closed
        && wanted != WRITE
        && wanted != NOTHING
        && (failed || (events & READ.value()) != 0)) {
      listener.onReadable();
    }
    if (!closed
        && wanted != READ
        && wanted != NOTHING
        && (failed || (events & WRITE.value()) != 0)) {
      listener.onWritable();
    }
  }

  /** What Netty sees of the watcher. */
  private final class IoSide implements EpollIoHandle {
    @Override
    public FileDescriptor fd() {
      return fd;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
      // After a failure user code must not run until it is reported: the kernel will tell again.
      if (loop.hasRaised()) {
        return;
      }
      loop.metrics().countEvent();
      try {
        dispatch(((EpollIoEvent) event).ops().value());
      } catch (Throwable failure) {
        loop.raise(failure);
      }
    }

    @Override
    public void close() {}
  }
}
