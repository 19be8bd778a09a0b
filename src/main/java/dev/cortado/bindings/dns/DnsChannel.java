package dev.cortado.bindings.dns;

import dev.cortado.loop.EventLoop;
import dev.cortado.loop.FdWatcher;
import dev.cortado.loop.Timer;
import dev.cortado.loop.stream.StreamIo;
import dev.cortado.loop.stream.StreamListener;
import dev.cortado.loop.stream.TcpStream;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks name servers over UDP, and over TCP where a reply does not fit. Each try goes to the next
 * server; time-outs double with each round. All on the loop's thread.
 */
final class DnsChannel {
  private static final int DNS_PORT = 53;
  private static final int DEFAULT_TIMEOUT = 2000;
  private static final int DEFAULT_TRIES = 3;
  private static final int MAX_UDP = 65_535;

  /** A time-out that is told of so late, in ms, was held up by this process. */
  private static final int MIN_LATENESS = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final EventLoop loop;
  private final StreamIo io;
  private final int timeout;
  private final int tries;
  private final int maxTimeout;
  private final Set<Query> underWay = new LinkedHashSet<>();
  private List<SocketName.Ip> servers = systemServers();
  private SocketName.Ip localIpv4;
  private SocketName.Ip localIpv6;

  /** Told how a query ended. */
  interface Listener {
    /**
     * Called once, in the loop.
     *
     * @param error the error code as JavaScript names it, or null
     * @param reply a successful reply, or null
     */
    void onReply(String error, DnsMessage reply);
  }

  /**
   * A channel with the system's servers.
   *
   * @param timeout of the first try in ms, or -1 for the default
   * @param tries how many there are with each server
   * @param maxTimeout of any try in ms, or 0 for no limit
   */
  DnsChannel(EventLoop loop, int timeout, int tries, int maxTimeout) {
    this.loop = loop;
    this.io = StreamIo.of(loop);
    this.timeout = timeout < 0 ? DEFAULT_TIMEOUT : timeout;
    this.tries = tries < 1 ? DEFAULT_TRIES : tries;
    this.maxTimeout = maxTimeout;
  }

  private static List<SocketName.Ip> systemServers() {
    final List<SocketName.Ip> found = new ArrayList<>();
    try {
      for (final String line : Files.readAllLines(Path.of("/etc/resolv.conf"))) {
        final String[] words = line.trim().split("\\s+");
        if (words.length > 1 && words[0].equals("nameserver")) {
          final SocketName.Ip server = SocketName.Ip.parse(words[1], DNS_PORT);
          if (server != null) {
            found.add(server);
          }
        }
      }
    } catch (IOException noConfiguration) {
      // Then there is only this machine to ask.
    }
    return found.isEmpty() ? List.of(SocketName.Ip.parse("127.0.0.1", DNS_PORT)) : found;
  }

  List<SocketName.Ip> servers() {
    return servers;
  }

  void setServers(List<SocketName.Ip> servers) {
    this.servers = List.copyOf(servers);
  }

  boolean isBusy() {
    return !underWay.isEmpty();
  }

  /** Sets where queries come from; null for any address. */
  void setLocalAddress(SocketName.Ip ipv4, SocketName.Ip ipv6) {
    localIpv4 = ipv4;
    localIpv6 = ipv6;
  }

  /** Ends all queries with {@code ECANCELLED}. */
  void cancel() {
    for (final Query query : List.copyOf(underWay)) {
      query.finish("ECANCELLED", null);
    }
  }

  /** Starts a query; the outcome is always told later. */
  void query(String name, int type, Listener listener) {
    final byte[] message = DnsMessage.query(RANDOM.nextInt(1 << 16), name, type);
    loop.addPendingRequest();
    final Query query = new Query(message, listener);
    underWay.add(query);
    if (message == null) {
      loop.defer(() -> query.finish("EBADNAME", null));
    } else if (isOnion(name)) {
      loop.defer(() -> query.finish("ENOTFOUND", null));
    } else if (servers.isEmpty()) {
      loop.defer(() -> query.finish("ECONNREFUSED", null));
    } else {
      query.tryNext();
    }
  }

  /** Names of Tor's must not be asked for (RFC 7686). */
  private static boolean isOnion(String name) {
    final String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return plain.regionMatches(true, plain.length() - 6, ".onion", 0, 6)
        || plain.equalsIgnoreCase("onion");
  }

  private static String errorOf(int responseCode) {
    return switch (responseCode) {
      case 0 -> null;
      case 1 -> "EFORMERR";
      case 2 -> "ESERVFAIL";
      case 3 -> "ENOTFOUND";
      case 4 -> "ENOTIMP";
      case 5 -> "EREFUSED";
      default -> "EBADRESP";
    };
  }

  private final class Query implements FdWatcher.Listener {
    private final byte[] message;
    private final Listener listener;
    private final Timer timer = loop.newTimer(this::timedOut);
    private int tried;
    private long due;
    private boolean excused;
    private int fd = -1;
    private FdWatcher watcher;
    private TcpStream tcp;
    private String lastError = "ETIMEOUT";

    Query(byte[] message, Listener listener) {
      this.message = message;
      this.listener = listener;
    }

    private SocketName.Ip server() {
      return servers.get(tried % servers.size());
    }

    private long timeoutOfTry() {
      final int rounds = Math.min(16, tried / servers.size());
      final long patience = (long) timeout << rounds;
      return maxTimeout > 0 ? Math.min(maxTimeout, patience) : patience;
    }

    void tryNext() {
      while (tried < tries * servers.size()) {
        final int status = send();
        if (status >= 0) {
          excused = false;
          startTimer(timeoutOfTry());
          return;
        }
        closeSocket();
        lastError = "ECONNREFUSED";
        tried++;
      }
      final String error = lastError;
      loop.defer(() -> finish(error, null));
    }

    private int send() {
      final SocketName.Ip server = server();
      fd = io.calls().datagramSocket(server.family());
      if (fd < 0) {
        return fd;
      }
      final SocketName.Ip local = server.family() == SocketName.AF_INET ? localIpv4 : localIpv6;
      int status = local == null ? 0 : io.calls().bind(fd, local);
      if (status >= 0) {
        status = io.calls().connect(fd, server);
      }
      if (status >= 0) {
        status = io.calls().write(fd, message, 0, message.length);
      }
      if (status >= 0) {
        watcher = loop.watch(fd, this);
        watcher.want(true, false);
      }
      return status;
    }

    @Override
    public void onReadable() {
      final byte[] bytes = new byte[MAX_UDP];
      final int length = io.calls().read(fd, bytes, 0, bytes.length);
      if (length == UvError.EAGAIN.number()) {
        return;
      }
      if (length < 0) {
        failTry("ECONNREFUSED");
        return;
      }
      receive(new DnsMessage(bytes, length), length);
    }

    @Override
    public void onWritable() {}

    private void receive(DnsMessage reply, int length) {
      if (length < DnsMessage.HEADER_SIZE || !reply.answers(message)) {
        // Somebody else's, or forged: the right one may still come.
        return;
      }
      if (reply.isTruncated() && tcp == null) {
        closeSocket();
        askByTcp();
        return;
      }
      final int code = reply.responseCode();
      final String error = errorOf(code);
      if (code == 2 || code == 4 || code == 5) {
        failTry(error);
      } else {
        finish(error, error == null ? reply : null);
      }
    }

    private void startTimer(long millis) {
      due = loop.now() + millis;
      timer.start(millis, 0);
    }

    /** While this process was busy it could not read a reply: such time is given back, once. */
    private void timedOut() {
      long late = loop.now() - due;
      if (late >= MIN_LATENESS && !excused) {
        excused = true;
        startTimer(late);
      } else {
        failTry("ETIMEOUT");
      }
    }

    private void failTry(String error) {
      lastError = error;
      closeSocket();
      tried++;
      tryNext();
    }

    private void closeSocket() {
      timer.stop();
      if (watcher != null) {
        watcher.close();
        watcher = null;
      }
      if (fd >= 0) {
        io.calls().close(fd);
        fd = -1;
      }
      if (tcp != null) {
        tcp.close(null);
        tcp = null;
      }
    }

    void finish(String error, DnsMessage reply) {
      if (underWay.remove(this)) {
        closeSocket();
        timer.close(null);
        loop.removePendingRequest();
        listener.onReply(error, reply);
      }
    }

    private void askByTcp() {
      final TcpStream connection = new TcpStream(loop, io);
      tcp = connection;
      startTimer(timeoutOfTry());
      final int status =
          connection.connect(
              server(),
              outcome -> {
                if (tcp != connection) {
                  return;
                }
                if (outcome != 0) {
                  failTry("ECONNREFUSED");
                  return;
                }
                connection.setListener(new TcpReply());
                connection.readStart();
                final byte[] framed = new byte[message.length + 2];
                framed[0] = (byte) (message.length >> 8);
                framed[1] = (byte) message.length;
                System.arraycopy(message, 0, framed, 2, message.length);
                connection.write(framed, 0, framed.length, null);
              });
      if (status < 0) {
        failTry("ECONNREFUSED");
      }
    }

    /** Collects a reply that comes in pieces, with its length in front. */
    private final class TcpReply implements StreamListener {
      private final byte[] bytes = new byte[MAX_UDP + 2];
      private int length;

      @Override
      public void onRead(byte[] array, int offset, int count) {
        final int taken = Math.min(count, bytes.length - length);
        System.arraycopy(array, offset, bytes, length, taken);
        length += taken;
        final int size = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        if (length >= 2 && length >= size + 2) {
          final byte[] reply = new byte[size];
          System.arraycopy(bytes, 2, reply, 0, size);
          receive(new DnsMessage(reply, size), size);
        }
      }

      @Override
      public void onEnd() {
        failTry("ECONNREFUSED");
      }

      @Override
      public void onError(int status) {
        failTry("ECONNREFUSED");
      }
    }
  }
}
