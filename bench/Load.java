import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A closed-loop HTTP/1.1 load generator for the loopback interface: each of some kept-alive
 * connections sends its next request when the answer to the one before is complete.
 *
 * <p>It first warms itself up on a server of its own and prints {@code ready}. Each line on
 * standard input is then a job, {@code port path connections warmupSeconds seconds maxRequests},
 * answered by one line of JSON.
 */
final class Load {
  private static final int HISTOGRAM_MICROS = 1_000_000;
  private static final int BUCKET_MILLIS = 100;

  private final byte[] request;
  private final InetSocketAddress address;
  private final long[] histogram = new long[HISTOGRAM_MICROS + 1];
  private final int[] buckets = new int[6000];
  private long started;
  private long measureFrom;
  private long done;
  private long measured;
  private long errors;

  private Load(int port, String path) {
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    request =
        ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAccept: */*\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] args) throws IOException {
    warmUp();
    System.out.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] job = line.split(" ");
      Load load = new Load(Integer.parseInt(job[0]), job[1]);
      System.out.println(
          load.run(
              Integer.parseInt(job[2]),
              Double.parseDouble(job[3]),
              Double.parseDouble(job[4]),
              Long.parseLong(job[5])));
    }
  }

  /** One connection: its request under way and how much of the answer has come. */
  private static final class Connection {
    final SocketChannel channel;
    final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    final byte[] head = new byte[16 * 1024];
    int headLength;
    long bodyLeft = -1;
    boolean chunked;
    int chunkTail;
    long sent;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void begin(ByteBuffer request, long now) throws IOException {
      headLength = 0;
      bodyLeft = -1;
      chunked = false;
      chunkTail = 0;
      sent = now;
      request.rewind();
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    /** Takes what has come in; true when the answer is complete. */
    boolean read() throws IOException {
      input.clear();
      if (channel.read(input) < 0) {
        throw new IOException("closed by the server");
      }
      input.flip();
      while (input.hasRemaining()) {
        if (bodyLeft < 0 && !chunked) {
          if (readHead() && bodyLeft == 0) {
            return true;
          }
        } else if (chunked) {
          if (readChunked()) {
            return true;
          }
        } else {
          long taken = Math.min(bodyLeft, input.remaining());
          input.position(input.position() + (int) taken);
          bodyLeft -= taken;
          if (bodyLeft == 0) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean readHead() throws IOException {
      while (input.hasRemaining()) {
        byte b = input.get();
        head[headLength++] = b;
        int n = headLength;
        if (b == '\n'
            && n >= 4
            && head[n - 2] == '\r'
            && head[n - 3] == '\n'
            && head[n - 4] == '\r') {
          parseHead();
          return true;
        }
      }
      return false;
    }

    private void parseHead() throws IOException {
      if (head[9] != '2') {
        throw new IOException("status " + new String(head, 9, 3, StandardCharsets.US_ASCII));
      }
      long length = header("content-length:");
      if (length >= 0) {
        bodyLeft = length;
      } else {
        chunked = true;
      }
    }

    /** The number after a header's name, or -1. */
    private long header(String name) {
      for (int i = 0; i < headLength - name.length(); i++) {
        if (head[i] == '\n' && matches(i + 1, name)) {
          long value = 0;
          for (int j = i + 1 + name.length(); head[j] != '\r'; j++) {
            if (head[j] != ' ') {
              value = value * 10 + head[j] - '0';
            }
          }
          return value;
        }
      }
      return -1;
    }

    private boolean matches(int from, String name) {
      for (int i = 0; i < name.length(); i++) {
        int c = head[from + i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    /** Looks for the last chunk; bodies here hold no such bytes. */
    private boolean readChunked() {
      String end = "\r\n0\r\n\r\n";
      while (input.hasRemaining()) {
        byte b = input.get();
        if (b == end.charAt(chunkTail)) {
          if (++chunkTail == end.length()) {
            return true;
          }
        } else {
          chunkTail = b == '\r' ? 1 : 0;
        }
      }
      return false;
    }
  }

  private String run(int connections, double warmup, double seconds, long maxRequests)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(request.length).put(request);
    started = System.nanoTime();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        open(selector, bytes);
      }
      measureFrom = started + (long) (warmup * 1e9);
      long end = measureFrom + (long) (seconds * 1e9);
      while (System.nanoTime() < end && done < maxRequests && errors < 100) {
        selector.select(key -> answer(key, bytes), 100);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    return result();
  }

  private void open(Selector selector, ByteBuffer bytes) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    connection.begin(bytes, System.nanoTime());
  }

  private void answer(SelectionKey key, ByteBuffer bytes) {
    Connection connection = (Connection) key.attachment();
    try {
      if (connection.read()) {
        long now = System.nanoTime();
        count(now, now - connection.sent);
        connection.begin(bytes, now);
      }
    } catch (IOException e) {
      errors++;
      key.cancel();
      try {
        connection.channel.close();
        open(key.selector(), bytes);
      } catch (IOException again) {
        errors += 100;
      }
    }
  }

  private void count(long now, long nanos) {
    done++;
    int bucket = (int) ((now - started) / (BUCKET_MILLIS * 1_000_000L));
    if (bucket < buckets.length) {
      buckets[bucket]++;
    }
    if (now >= measureFrom) {
      measured++;
      histogram[(int) Math.min(HISTOGRAM_MICROS, nanos / 1000)]++;
    }
  }

  private String result() {
    double seconds = (System.nanoTime() - measureFrom) / 1e9;
    StringJoiner curve = new StringJoiner(",", "[", "]");
    int last =
        (int)
            Math.min(buckets.length, (System.nanoTime() - started) / (BUCKET_MILLIS * 1_000_000L));
    for (int i = 0; i < last; i++) {
      curve.add(Integer.toString(buckets[i]));
    }
    return String.format(
        Locale.ROOT,
        "{\"requests\":%d,\"rps\":%.1f,\"p50\":%d,\"p99\":%d,\"errors\":%d,\"curve\":%s}",
        done,
        measured / seconds,
        percentile(0.5),
        percentile(0.99),
        errors,
        curve);
  }

  /** Microseconds. */
  private int percentile(double part) {
    long rank = (long) Math.ceil(measured * part);
    long seen = 0;
    for (int i = 0; i <= HISTOGRAM_MICROS; i++) {
      seen += histogram[i];
      if (seen >= rank && seen > 0) {
        return i;
      }
    }
    return 0;
  }

  private static void warmUp() throws IOException {
    byte[] answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    try (ServerSocketChannel server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      Thread.ofPlatform().daemon().start(() -> serve(server, answer));
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      new Load(port, "/").run(4, 0.5, 2.5, Long.MAX_VALUE);
    }
  }

  private static void serve(ServerSocketChannel server, byte[] answer) {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(channel, answer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(SocketChannel channel, byte[] answer) {
    ByteBuffer input = ByteBuffer.allocateDirect(4096);
    ByteBuffer output = ByteBuffer.allocateDirect(answer.length).put(answer);
    try (channel) {
      while (channel.read(input.clear()) >= 0) {
        output.rewind();
        while (output.hasRemaining()) {
          channel.write(output);
        }
      }
    } catch (IOException e) {
      // The other side went away, which is how each run ends.
    }
  }
}
