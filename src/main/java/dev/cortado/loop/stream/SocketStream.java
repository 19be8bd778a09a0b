package dev.cortado.loop.stream;

import dev.cortado.loop.EventLoop;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;

/** A stream socket: unbound at first, then connected or listening. */
public abstract class SocketStream extends FdStream {
  private static final int EAGAIN = UvError.EAGAIN.number();
  private static final int EINPROGRESS = -115;
  private static final int ACCEPTS_IN_A_ROW = 64;

  /** Receives the connections of a listening socket. */
  @FunctionalInterface
  public interface ConnectionListener {
    /**
     * Called in the poll phase.
     *
     * @param status 0, or why no connection could be accepted
     * @param fd the new connection's non-blocking descriptor, which now belongs to the receiver
     */
    void onConnection(int status, int fd);
  }

  /** An error that libuv reports with the next operation instead of this one. */
  int delayedError;

  private StatusListener connectDone;
  private ConnectionListener connectionListener;

  SocketStream(EventLoop loop, StreamIo io) {
    super(loop, io);
  }

  // ---- client ----

  /** Starts connecting the socket, which exists; the outcome is always told later. */
  final int startConnecting(SocketName address, StatusListener done, boolean delayAllErrors) {
    if (connectDone != null) {
      return UvError.EALREADY.number();
    }
    int result = delayedError;
    if (result == 0) {
      result = io.calls.connect(fd, address);
      if (result == EINPROGRESS) {
        result = 0;
      } else if (result < 0 && !delayAllErrors && result != UvError.ECONNREFUSED.number()) {
        return result;
      }
    }
    delayedError = result;
    connectDone = done;
    loop().addPendingRequest();
    if (delayedError != 0) {
      loop().defer(this::finishConnecting);
    } else {
      watcher().want(false, true);
    }
    return 0;
  }

  private void finishConnecting() {
    if (connectDone == null || isClosing()) {
      return;
    }
    int status = delayedError;
    delayedError = 0;
    if (status == 0) {
      status = io.calls.socketError(fd);
      if (status == EINPROGRESS) {
        return;
      }
    }
    watcher().want(isReading(), false);
    tellConnected(status);
  }

  private void tellConnected(int status) {
    final StatusListener done = connectDone;
    connectDone = null;
    loop().removePendingRequest();
    done.onStatus(status);
  }

  @Override
  public void onWritable() {
    if (connectDone != null) {
      finishConnecting();
    } else {
      super.onWritable();
    }
  }

  @Override
  protected void onClosed() {
    if (connectDone != null) {
      tellConnected(UvError.ECANCELED.number());
    }
    super.onClosed();
  }

  // ---- server ----

  /** Starts listening on the socket, which exists. */
  final int startListening(int backlog, ConnectionListener receiver) {
    final int result = delayedError != 0 ? delayedError : io.calls.listen(fd, backlog);
    if (result < 0) {
      return result;
    }
    io.reserveFd();
    connectionListener = receiver;
    activate();
    watcher().want(true, false);
    return 0;
  }

  /** Whether the socket listens. */
  public final boolean isListening() {
    return connectionListener != null;
  }

  @Override
  public void onReadable() {
    if (connectionListener == null) {
      super.onReadable();
      return;
    }
    for (int count = ACCEPTS_IN_A_ROW; count > 0 && fd >= 0; count--) {
      int accepted = io.calls.accept(fd);
      if (accepted == UvError.EMFILE.number() || accepted == UvError.ENFILE.number()) {
        accepted = io.rejectWithReserve(fd);
      }
      if (accepted >= 0) {
        connectionListener.onConnection(0, accepted);
      } else if (accepted == EAGAIN) {
        return;
      } else if (accepted != UvError.ECONNABORTED.number()) {
        connectionListener.onConnection(accepted, -1);
        return;
      }
    }
  }

  @Override
  protected void onClose() {
    deactivate();
    super.onClose();
  }
}
