package dev.cortado.loop.stream;

import dev.cortado.loop.EventLoop;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;

/** A Unix domain socket, or one end of a pipe that was opened elsewhere. */
public final class PipeStream extends SocketStream {
  /** {@link #chmod} mode: everybody may read. */
  public static final int READABLE = 1;

  /** {@link #chmod} mode: everybody may write. */
  public static final int WRITABLE = 2;

  private final boolean receivesDescriptors;
  private String boundPath;
  private int received = -1;

  /** A pipe without a descriptor yet, for bytes only. */
  public PipeStream(EventLoop loop, StreamIo io) {
    this(loop, io, false);
  }

  /**
   * A pipe without a descriptor yet.
   *
   * @param receivesDescriptors whether those that come along with the bytes are taken
   */
  public PipeStream(EventLoop loop, StreamIo io, boolean receivesDescriptors) {
    super(loop, io);
    this.receivesDescriptors = receivesDescriptors;
  }

  @Override
  int read(byte[] array, int offset, int length) {
    if (!receivesDescriptors) {
      return super.read(array, offset, length);
    }
    final int n = io.messages().receive(fd, array, offset, length);
    final int descriptor = n < 0 ? -1 : io.messages().takeDescriptor();
    if (descriptor >= 0) {
      dropReceived();
      received = descriptor;
    }
    return n;
  }

  /** The descriptor that came with what was read last, now the caller's; -1 if none did. */
  public int takeReceived() {
    final int taken = received;
    received = -1;
    return taken;
  }

  private void dropReceived() {
    if (received >= 0) {
      io.calls.close(received);
      received = -1;
    }
  }

  /** Binds to a path, or with a leading NUL to an abstract name. */
  public int bind(String path) {
    if (fd >= 0) {
      return UvError.EINVAL.number();
    }
    final SocketName.Unix name = SocketName.Unix.of(path);
    if (name.path().length == 0) {
      return UvError.EINVAL.number();
    }
    if (!name.fits()) {
      return UvError.EINVAL.number();
    }
    final int socket = io.calls.socket(SocketName.AF_UNIX);
    if (socket < 0) {
      return socket;
    }
    int result = io.calls.bind(socket, name);
    if (result < 0) {
      io.calls.close(socket);
      // A missing directory is a missing permission to libuv, as it is on Windows.
      return result == UvError.ENOENT.number() ? UvError.EACCES.number() : result;
    }
    adopt(socket);
    boundPath = name.isAbstract() ? null : path;
    return 0;
  }

  /** Listens on the bound name. */
  public int listen(int backlog, ConnectionListener receiver) {
    if (fd < 0) {
      return UvError.EINVAL.number();
    }
    return startListening(backlog, receiver);
  }

  /** Starts connecting; failures are always told later. */
  public int connect(String path, StatusListener done) {
    final SocketName.Unix name = SocketName.Unix.of(path);
    if (name.path().length == 0) {
      return UvError.EINVAL.number();
    }
    if (!name.fits()) {
      return UvError.EINVAL.number();
    }
    if (fd < 0) {
      final int socket = io.calls.socket(SocketName.AF_UNIX);
      if (socket < 0) {
        delayedError = socket;
      } else {
        adopt(socket);
      }
    }
    return startConnecting(name, done, true);
  }

  /**
   * Lets everybody use the bound path.
   *
   * @param mode {@link #READABLE}, {@link #WRITABLE} or both
   */
  public int chmod(int mode) {
    if (boundPath == null) {
      return UvError.EBADF.number();
    }
    int bits = 0700;
    if ((mode & READABLE) != 0) {
      bits |= 0444;
    }
    if ((mode & WRITABLE) != 0) {
      bits |= 0222;
    }
    return io.calls.chmod(boundPath, bits);
  }

  @Override
  protected void closeFd() {
    dropReceived();
    if (boundPath != null) {
      // Before closing, so that nobody finds a name that nobody listens on.
      io.calls.unlink(boundPath);
      boundPath = null;
    }
    super.closeFd();
  }
}
