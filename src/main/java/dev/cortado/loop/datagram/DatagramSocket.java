package dev.cortado.loop.datagram;

import dev.cortado.loop.EventLoop;
import dev.cortado.loop.FdWatcher;
import dev.cortado.loop.Handle;
import dev.cortado.loop.stream.StatusListener;
import dev.cortado.loop.stream.StreamIo;
import dev.cortado.posix.DatagramOptions;
import dev.cortado.posix.MessageCalls;
import dev.cortado.posix.SocketCalls;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;
import java.util.ArrayDeque;
import java.util.function.ToIntFunction;

/** A UDP socket. Active, and so keeping the loop alive, while it receives. */
public final class DatagramSocket extends Handle implements FdWatcher.Listener {
  /** {@link #bind} flag: IPv6 only, no mapped IPv4 addresses. */
  public static final int IPV6_ONLY = 1;

  /** {@link #bind} flag: share the address with other sockets that say so too. */
  public static final int REUSE_ADDRESS = 4;

  /** {@link #bind} flag: the kernel spreads what comes over the sockets that say so too. */
  public static final int REUSE_PORT = 8;

  private static final int EAGAIN = UvError.EAGAIN.number();
  private static final int EBADF = UvError.EBADF.number();
  // Datagrams in a row from one socket before others get their turn.
  private static final int RECEIVES_IN_A_ROW = 32;

  private final SocketCalls calls;
  private final MessageCalls messages;
  private final DatagramOptions options = new DatagramOptions();
  // The loop's: no datagram is longer.
  private final byte[] room;
  private final ArrayDeque<Queued> queue = new ArrayDeque<>();

  private Receiver receiver;
  private FdWatcher watcher;
  private int fd = -1;
  private boolean ipv6;
  private boolean connected;
  private boolean receiving;
  private int queuedBytes;

  private record Queued(byte[] bytes, SocketName.Ip to, StatusListener done) {}

  /** Gets what is received, on the loop's thread. */
  public interface Receiver {
    /** A datagram came; the array belongs to the socket and is valid during the call. */
    void onDatagram(byte[] array, int length, SocketName.Ip from);

    /** Receiving failed, but may go on. */
    void onError(int status);
  }

  /** A socket whose family its first address decides. */
  public DatagramSocket(EventLoop loop) {
    super(loop);
    final StreamIo io = StreamIo.of(loop);
    calls = io.calls();
    messages = io.messages();
    room = io.readArray();
  }

  /** The file descriptor, or -1. */
  public int fd() {
    return fd;
  }

  /** Sets who gets what is received. */
  public void setReceiver(Receiver receiver) {
    this.receiver = receiver;
  }

  // ---- addresses ----

  /** Takes over a descriptor from outside. */
  public int open(int newFd) {
    if (fd >= 0) {
      return UvError.EBUSY.number();
    }
    final int family = calls.socketFamily(newFd);
    if (family < 0) {
      return family;
    }
    if (calls.isStream(newFd) || (family != SocketName.AF_INET && family != SocketName.AF_INET6)) {
      return UvError.EINVAL.number();
    }
    final int result = calls.setNonBlocking(newFd, true);
    if (result < 0) {
      return result;
    }
    fd = newFd;
    ipv6 = family == SocketName.AF_INET6;
    connected = calls.getpeername(newFd) != null;
    return 0;
  }

  /**
   * Binds.
   *
   * @param flags {@link #IPV6_ONLY}, {@link #REUSE_ADDRESS}, {@link #REUSE_PORT}
   */
  public int bind(SocketName.Ip address, int flags) {
    final boolean wantsIpv6 = address.family() == SocketName.AF_INET6;
    if ((flags & IPV6_ONLY) != 0 && !wantsIpv6) {
      return UvError.EINVAL.number();
    }
    int result = ensureSocket(address.family());
    if (result == 0 && (flags & REUSE_ADDRESS) != 0) {
      result = calls.setReuseAddress(fd);
    }
    if (result == 0 && (flags & REUSE_PORT) != 0) {
      result = calls.setReusePort(fd);
    }
    if (result == 0 && (flags & IPV6_ONLY) != 0) {
      result = calls.setIpv6Only(fd, true);
    }
    if (result == 0) {
      result = calls.bind(fd, address);
    }
    return result == UvError.EAFNOSUPPORT.number() ? UvError.EINVAL.number() : result;
  }

  private int ensureSocket(int family) {
    if (fd >= 0) {
      return 0;
    }
    final int result = calls.datagramSocket(family);
    if (result < 0) {
      return result;
    }
    fd = result;
    ipv6 = family == SocketName.AF_INET6;
    return 0;
  }

  /** Makes {@code address} the only one that is sent to and received from. */
  public int connect(SocketName.Ip address) {
    if (connected) {
      return UvError.EISCONN.number();
    }
    int result = ensureSocket(address.family());
    if (result == 0) {
      result = calls.connect(fd, address);
    }
    connected = result == 0;
    return result;
  }

  /** Undoes {@link #connect}. */
  public int disconnect() {
    if (!connected) {
      return UvError.ENOTCONN.number();
    }
    final int result = options.disconnect(fd);
    if (result == 0
        || result == UvError.EAFNOSUPPORT.number()
        || result == UvError.EINVAL.number()) {
      connected = false;
      return 0;
    }
    return result;
  }

  /** The socket's own address, or null with the reason in {@link #nameError}. */
  public SocketName.Ip localName() {
    return fd < 0 ? null : (SocketName.Ip) calls.getsockname(fd);
  }

  /** The other side's address where connected, or null with the reason in {@link #nameError}. */
  public SocketName.Ip peerName() {
    return fd < 0 ? null : (SocketName.Ip) calls.getpeername(fd);
  }

  /** Why there is no name. */
  public int nameError() {
    return fd < 0 ? EBADF : calls.lastError();
  }

  // ---- options ----

  /** Sets an option of the socket: the kernel says {@code EBADF} as long as there is none. */
  public int setOption(ToIntFunction<Setting> setter) {
    return setter.applyAsInt(new Setting(options, fd, ipv6));
  }

  /** What an option is set on. */
  public record Setting(DatagramOptions options, int fd, boolean ipv6) {}

  /** Joining a group makes the socket, bound to any address and a port that others may share. */
  public int setMembership(ToIntFunction<Setting> setter, boolean groupIsIpv6) {
    if (fd < 0) {
      final byte[] any = new byte[groupIsIpv6 ? 16 : 4];
      final int result = bind(new SocketName.Ip(any, 0, 0), REUSE_ADDRESS);
      if (result != 0) {
        return result;
      }
    }
    return setOption(setter);
  }

  /** The size of the kernel's buffer: set when {@code size} is not 0, else got. */
  public int bufferSize(boolean receive, int size) {
    return fd < 0 ? EBADF : calls.bufferSize(fd, receive, size);
  }

  // ---- sending ----

  /**
   * Sends one datagram if nothing waits and the kernel takes it at once.
   *
   * @param to where to, or null where connected
   * @return a byte count, {@code EAGAIN}, or another negative error number
   */
  public int trySend(byte[] array, int offset, int length, SocketName.Ip to) {
    final int result = prepareToSend(to);
    if (result != 0) {
      return result;
    }
    return queue.isEmpty() ? messages.send(fd, array, offset, length, to, -1) : EAGAIN;
  }

  /**
   * Sends one datagram after those that wait.
   *
   * @param to where to, or null where connected
   * @return 0 when {@code done} will be told the outcome, or a negative error number
   */
  public int send(byte[] bytes, SocketName.Ip to, StatusListener done) {
    final int result = prepareToSend(to);
    if (result != 0) {
      return result;
    }
    if (queue.isEmpty()) {
      loop().addPendingRequest();
    }
    queue.add(new Queued(bytes, to, done));
    queuedBytes += bytes.length;
    updateInterest();
    return 0;
  }

  private int prepareToSend(SocketName.Ip to) {
    if (to != null) {
      return ensureSocket(to.family());
    }
    return fd < 0 ? EBADF : 0;
  }

  /** Bytes that wait to be sent. */
  public int sendQueueSize() {
    return queuedBytes;
  }

  /** Datagrams that wait to be sent. */
  public int sendQueueCount() {
    return queue.size();
  }

  @Override
  public void onWritable() {
    while (!queue.isEmpty()) {
      final Queued next = queue.peek();
      final int n = messages.send(fd, next.bytes, 0, next.bytes.length, next.to, -1);
      if (n == EAGAIN) {
        return;
      }
      queue.poll();
      queuedBytes -= next.bytes.length;
      if (queue.isEmpty()) {
        loop().removePendingRequest();
      }
      next.done.onStatus(Math.min(n, 0));
      if (isClosing()) {
        return;
      }
    }
    updateInterest();
  }

  // ---- receiving ----

  /** Starts receiving. */
  public int receiveStart() {
    if (fd < 0) {
      return EBADF;
    }
    if (!receiving) {
      receiving = true;
      activate();
      updateInterest();
    }
    return 0;
  }

  /** Stops receiving. */
  public void receiveStop() {
    if (receiving) {
      receiving = false;
      deactivate();
      updateInterest();
    }
  }

  private void updateInterest() {
    if (fd < 0 || isClosing()) {
      return;
    }
    if (watcher == null) {
      watcher = loop().watch(fd, this);
    }
    watcher.want(receiving, !queue.isEmpty());
  }

  @Override
  public void onReadable() {
    for (int count = RECEIVES_IN_A_ROW; count > 0 && receiving; count--) {
      final int n = messages.receive(fd, room, 0, room.length);
      if (n == EAGAIN) {
        return;
      }
      if (n < 0) {
        receiver.onError(n);
        return;
      }
      if (messages.sender() instanceof SocketName.Ip from) {
        receiver.onDatagram(room, n, from);
      }
    }
  }

  // ---- the end ----

  @Override
  protected void onClose() {
    receiveStop();
    if (watcher != null) {
      watcher.close();
    }
    if (fd >= 0) {
      calls.close(fd);
      fd = -1;
    }
  }

  @Override
  protected void onClosed() {
    if (queue.isEmpty()) {
      return;
    }
    loop().removePendingRequest();
    queuedBytes = 0;
    for (Queued next = queue.poll(); next != null; next = queue.poll()) {
      next.done.onStatus(UvError.ECANCELED.number());
    }
  }
}
