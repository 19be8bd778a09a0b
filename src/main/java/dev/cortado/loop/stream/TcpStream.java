package dev.cortado.loop.stream;

import dev.cortado.loop.EventLoop;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;

/** A TCP socket. */
public final class TcpStream extends SocketStream {
  /** {@link #bind} flag: IPv6 only, no mapped IPv4 addresses. */
  public static final int IPV6_ONLY = 1;

  /** {@link #bind} flag: share the port with other sockets that say so too. */
  public static final int REUSE_PORT = 2;

  private static final SocketName.Ip ANY_IPV4 = new SocketName.Ip(new byte[4], 0, 0);

  private boolean noDelay;
  private int keepAliveDelay = -1;

  /** A socket of a family that its first address decides. */
  public TcpStream(EventLoop loop, StreamIo io) {
    super(loop, io);
  }

  /**
   * Binds. An address in use is reported by {@link #listen} or {@link #connect}, as libuv does.
   *
   * @param flags {@link #IPV6_ONLY}, {@link #REUSE_PORT}
   */
  public int bind(SocketName.Ip address, int flags) {
    final boolean ipv6 = address.family() == SocketName.AF_INET6;
    if ((flags & IPV6_ONLY) != 0 && !ipv6) {
      return UvError.EINVAL.number();
    }
    int result = ensureSocket(address.family());
    if (result == 0) {
      result = io.calls.setReuseAddress(fd);
    }
    if (result == 0 && (flags & REUSE_PORT) != 0) {
      result = io.calls.setReusePort(fd);
    }
    if (result == 0 && ipv6) {
      result = io.calls.setIpv6Only(fd, (flags & IPV6_ONLY) != 0);
    }
    if (result != 0) {
      return result;
    }
    result = io.calls.bind(fd, address);
    if (result == UvError.EADDRINUSE.number()) {
      delayedError = result;
      return 0;
    }
    return result == UvError.EAFNOSUPPORT.number() ? UvError.EINVAL.number() : result;
  }

  private int ensureSocket(int family) {
    if (fd >= 0) {
      return 0;
    }
    final int result = io.calls.socket(family);
    if (result < 0) {
      return result;
    }
    adopt(result);
    return 0;
  }

  @Override
  public void adopt(int newFd) {
    super.adopt(newFd);
    if (noDelay) {
      io.calls.setNoDelay(newFd, true);
    }
    if (keepAliveDelay >= 0) {
      io.calls.setKeepAlive(newFd, true, keepAliveDelay);
    }
  }

  /** Listens, on any address where none was bound. */
  public int listen(int backlog, ConnectionListener receiver) {
    if (fd < 0) {
      final int result = bind(ANY_IPV4, 0);
      if (result < 0) {
        return result;
      }
    }
    return startListening(backlog, receiver);
  }

  /** Starts connecting; {@code done} is told the outcome later where this returns 0. */
  public int connect(SocketName.Ip address, StatusListener done) {
    final int result = ensureSocket(address.family());
    if (result < 0) {
      return result;
    }
    return startConnecting(address, done, false);
  }

  /** {@code TCP_NODELAY}, remembered until there is a socket. */
  public int setNoDelay(boolean on) {
    noDelay = on;
    return fd < 0 ? 0 : io.calls.setNoDelay(fd, on);
  }

  /** Keep-alive probes after {@code delaySeconds} of silence, remembered likewise. */
  public int setKeepAlive(boolean on, int delaySeconds) {
    keepAliveDelay = on ? delaySeconds : -1;
    return fd < 0 ? 0 : io.calls.setKeepAlive(fd, on, delaySeconds);
  }

  /** The local address, or null; see {@link #nameError}. */
  public SocketName.Ip localName() {
    return fd >= 0 && delayedError == 0 && io.calls.getsockname(fd) instanceof SocketName.Ip name
        ? name
        : null;
  }

  /** The other side's address, or null; see {@link #nameError}. */
  public SocketName.Ip peerName() {
    return fd >= 0 && delayedError == 0 && io.calls.getpeername(fd) instanceof SocketName.Ip name
        ? name
        : null;
  }

  /** Why there is no name: a negative error number. */
  public int nameError() {
    if (fd < 0) {
      return UvError.EBADF.number();
    }
    return delayedError != 0 ? delayedError : io.calls.lastError();
  }

  /**
   * Closes with a RST, dropping what is queued.
   *
   * @return a status; the stream is only closed when it is 0
   */
  public int closeWithReset(Runnable closed) {
    if (fd < 0) {
      return UvError.EBADF.number();
    }
    final int result = io.calls.setLingerZero(fd);
    if (result == 0) {
      close(closed);
    }
    return result;
  }
}
