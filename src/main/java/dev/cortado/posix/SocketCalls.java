package dev.cortado.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The system calls of sockets, pipes and terminals. All return the call's result or the negative
 * error number. An instance has scratch memory and serves one thread.
 */
public final class SocketCalls {
  private static final MemorySegment SOCKET = Libc.function("socket");
  private static final MemorySegment BIND = Libc.function("bind");
  private static final MemorySegment CONNECT = Libc.function("connect");
  private static final MemorySegment LISTEN = Libc.function("listen");
  private static final MemorySegment ACCEPT = Libc.function("accept4");
  private static final MemorySegment SHUTDOWN = Libc.function("shutdown");
  private static final MemorySegment GETSOCKNAME = Libc.function("getsockname");
  private static final MemorySegment GETPEERNAME = Libc.function("getpeername");
  private static final MemorySegment GETSOCKOPT = Libc.function("getsockopt");
  private static final MemorySegment SETSOCKOPT = Libc.function("setsockopt");
  private static final MemorySegment FCNTL = Libc.function("fcntl");
  private static final MemorySegment READ = Libc.function("read");
  private static final MemorySegment WRITE = Libc.function("write");
  private static final MemorySegment OPEN = Libc.function("open");
  private static final MemorySegment UNLINK = Libc.function("unlink");
  private static final MemorySegment CHMOD = Libc.function("chmod");

  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int F_GETFL = 3;
  private static final int O_CLOEXEC = 0x80000;

  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEADDR = 2;
  private static final int SO_TYPE = 3;
  private static final int SO_ERROR = 4;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_KEEPALIVE = 9;
  private static final int SO_LINGER = 13;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_ACCEPTCONN = 30;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int TCP_KEEPCNT = 6;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;

  private static final int EINTR = UvError.EINTR.number();

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment name = arena.allocate(SocketName.MAX_LENGTH, 8);
  private final MemorySegment value = arena.allocate(16, 8);
  private int lastError;

  /** A non-blocking stream socket. */
  public int socket(int family) {
    return Libc.call(SOCKET, family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC);
  }

  /** A non-blocking datagram socket. */
  public int datagramSocket(int family) {
    return Libc.call(SOCKET, family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC);
  }

  /** {@code bind}. */
  public int bind(int fd, SocketName address) {
    final int length = address.encode(name);
    return Libc.call(BIND, fd, name.address(), length);
  }

  /** {@code connect}; {@code EINPROGRESS} as long as the outcome is open. */
  public int connect(int fd, SocketName address) {
    final int length = address.encode(name);
    int result;
    do {
      result = Libc.call(CONNECT, fd, name.address(), length);
    } while (result == EINTR);
    return result;
  }

  /** {@code listen}. */
  public int listen(int fd, int backlog) {
    return Libc.call(LISTEN, fd, backlog);
  }

  /** Accepts a connection as a non-blocking socket. */
  public int accept(int fd) {
    int result;
    do {
      result = Libc.call(ACCEPT, fd, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
    } while (result == EINTR);
    return result;
  }

  /** Ends the writing half. */
  public int shutdownWrite(int fd) {
    return Libc.call(SHUTDOWN, fd, 1);
  }

  /** The socket's own address, or null with the reason in {@link #lastError}. */
  public SocketName getsockname(int fd) {
    return getName(GETSOCKNAME, fd);
  }

  /** The other side's address, or null with the reason in {@link #lastError}. */
  public SocketName getpeername(int fd) {
    return getName(GETPEERNAME, fd);
  }

  /** Why {@link #getsockname} or {@link #getpeername} returned null. */
  public int lastError() {
    return lastError;
  }

  private SocketName getName(MemorySegment function, int fd) {
    value.set(ValueLayout.JAVA_INT, 0, SocketName.MAX_LENGTH);
    lastError = Libc.call(function, fd, name.address(), value.address());
    return lastError < 0 ? null : SocketName.decode(name, value.get(ValueLayout.JAVA_INT, 0));
  }

  /** Takes and clears the pending error of a socket: 0 or negative. */
  public int socketError(int fd) {
    final int pending = getOption(fd, SOL_SOCKET, SO_ERROR);
    return pending > 0 ? -pending : pending;
  }

  /** Whether the socket is a listening one; false for what is no socket. */
  public boolean isListening(int fd) {
    return getOption(fd, SOL_SOCKET, SO_ACCEPTCONN) == 1;
  }

  /** Whether the socket is a stream's and not one for datagrams. */
  public boolean isStream(int fd) {
    return getOption(fd, SOL_SOCKET, SO_TYPE) == SOCK_STREAM;
  }

  /** The address family of a socket, or a negative error number. */
  public int socketFamily(int fd) {
    final int type = getOption(fd, SOL_SOCKET, SO_TYPE);
    if (type < 0) {
      return type;
    }
    value.set(ValueLayout.JAVA_INT, 0, SocketName.MAX_LENGTH);
    final int result = Libc.call(GETSOCKNAME, fd, name.address(), value.address());
    return result < 0 ? result : name.get(ValueLayout.JAVA_SHORT, 0);
  }

  /** {@code SO_REUSEADDR}. */
  public int setReuseAddress(int fd) {
    return setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  }

  /** {@code SO_REUSEPORT}. */
  public int setReusePort(int fd) {
    return setOption(fd, SOL_SOCKET, SO_REUSEPORT, 1);
  }

  /** {@code IPV6_V6ONLY}. */
  public int setIpv6Only(int fd, boolean only) {
    return setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, only ? 1 : 0);
  }

  /** {@code TCP_NODELAY}. */
  public int setNoDelay(int fd, boolean on) {
    return setOption(fd, IPPROTO_TCP, TCP_NODELAY, on ? 1 : 0);
  }

  /** Keep-alive probes after {@code delaySeconds} of silence, as libuv sets them. */
  public int setKeepAlive(int fd, boolean on, int delaySeconds) {
    int result = setOption(fd, SOL_SOCKET, SO_KEEPALIVE, on ? 1 : 0);
    if (result == 0 && on && delaySeconds > 0) {
      result = setOption(fd, IPPROTO_TCP, TCP_KEEPIDLE, delaySeconds);
      if (result == 0) {
        result = setOption(fd, IPPROTO_TCP, TCP_KEEPINTVL, 1);
      }
      if (result == 0) {
        result = setOption(fd, IPPROTO_TCP, TCP_KEEPCNT, 10);
      }
    }
    return result;
  }

  /** Has {@link #close} reset the connection. */
  public int setLingerZero(int fd) {
    value.set(ValueLayout.JAVA_INT, 0, 1);
    value.set(ValueLayout.JAVA_INT, 4, 0);
    return Libc.call(SETSOCKOPT, fd, SOL_SOCKET, SO_LINGER, value.address(), 8, 0);
  }

  /** {@code SO_RCVBUF} (or {@code SO_SNDBUF}): sets when {@code size} is not 0, else gets. */
  public int bufferSize(int fd, boolean receive, int size) {
    final int option = receive ? SO_RCVBUF : SO_SNDBUF;
    return size == 0 ? getOption(fd, SOL_SOCKET, option) : setOption(fd, SOL_SOCKET, option, size);
  }

  private int setOption(int fd, int level, int option, int number) {
    value.set(ValueLayout.JAVA_INT, 0, number);
    return Libc.call(SETSOCKOPT, fd, level, option, value.address(), 4, 0);
  }

  private int getOption(int fd, int level, int option) {
    value.set(ValueLayout.JAVA_INT, 0, 0);
    value.set(ValueLayout.JAVA_INT, 8, 4);
    final int result =
        Libc.call(GETSOCKOPT, fd, level, option, value.address(), value.address() + 8, 0);
    return result < 0 ? result : value.get(ValueLayout.JAVA_INT, 0);
  }

  /** Switches {@code O_NONBLOCK}. */
  public int setNonBlocking(int fd, boolean on) {
    return Fd.setNonBlocking(fd, on);
  }

  /** The {@code open} flags of a file descriptor; the lowest two bits say read, write or both. */
  public int statusFlags(int fd) {
    return Libc.call(FCNTL, fd, F_GETFL);
  }

  /** {@code close}. */
  public int close(int fd) {
    return Fd.close(fd);
  }

  /** Opens {@code path} without following up on modes; for devices. */
  public int open(String path, int flags) {
    try (Arena local = Arena.ofConfined()) {
      return Libc.call(OPEN, local.allocateFrom(path).address(), flags | O_CLOEXEC);
    }
  }

  /** {@code unlink}. */
  public int unlink(String path) {
    try (Arena local = Arena.ofConfined()) {
      return Libc.call(UNLINK, local.allocateFrom(path).address());
    }
  }

  /** {@code chmod}. */
  public int chmod(String path, int mode) {
    try (Arena local = Arena.ofConfined()) {
      return Libc.call(CHMOD, local.allocateFrom(path).address(), mode);
    }
  }

  /** Reads into an array. The descriptor must be non-blocking or known to be readable. */
  public int read(int fd, byte[] array, int offset, int length) {
    int result;
    do {
      result = Libc.transfer(READ, fd, array, offset, length, 0);
    } while (result == EINTR);
    return result;
  }

  /** Writes from an array. The descriptor must be non-blocking. */
  public int write(int fd, byte[] array, int offset, int length) {
    int result;
    do {
      result = Libc.transfer(WRITE, fd, array, offset, length, 0);
    } while (result == EINTR);
    return result;
  }

  /** Waits until the descriptor can be written or has failed. */
  public void awaitWritable(int fd) {
    Fd.poll(fd, Fd.POLLOUT, -1);
  }

  /** Writes from an array to a descriptor that may block, without holding up the collector. */
  public int writeBlocking(int fd, byte[] array, int offset, int length) {
    return Fd.write(fd, array, offset, length, -1);
  }
}
