package dev.cortado.loop.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cortado.loop.EventLoop;
import dev.cortado.loop.Timer;
import dev.cortado.loop.stream.ByteStream.Piece;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class StreamTest {
  private final EventLoop loop = new EventLoop();
  private final StreamIo io = new StreamIo();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void freeLoop() {
    loop.dispose();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Collects what a stream reads and closes the stream at its end. */
  private final class Collector implements StreamListener {
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final FdStream stream;
    private final Runnable ended;
    int error;

    Collector(FdStream stream, Runnable ended) {
      this.stream = stream;
      this.ended = ended;
      stream.setListener(this);
      assertEquals(0, stream.readStart());
    }

    @Override
    public void onRead(byte[] array, int offset, int length) {
      received.write(array, offset, length);
    }

    @Override
    public void onEnd() {
      ended.run();
    }

    @Override
    public void onError(int status) {
      error = status;
      stream.close(null);
    }

    @Override
    public String toString() {
      return received.toString(StandardCharsets.UTF_8);
    }
  }

  private TcpStream listen(Consumer<TcpStream> onConnection) {
    final TcpStream server = new TcpStream(loop, io);
    assertEquals(0, server.bind(SocketName.Ip.parse("127.0.0.1", 0), 0));
    assertEquals(
        0,
        server.listen(
            16,
            (status, fd) -> {
              assertEquals(0, status);
              final TcpStream connection = new TcpStream(loop, io);
              connection.adopt(fd);
              server.close(null);
              onConnection.accept(connection);
            }));
    return server;
  }

  private TcpStream connect(TcpStream server, Consumer<TcpStream> connected) {
    final TcpStream client = new TcpStream(loop, io);
    assertEquals(
        0,
        client.connect(
            server.localName(),
            status -> {
              assertEquals(0, status);
              connected.accept(client);
            }));
    return client;
  }

  @Test
  void bytesGoBothWaysAndHalvesEndOnTheirOwn() {
    final Collector[] sides = new Collector[2];
    final TcpStream server =
        listen(
            peer ->
                sides[0] =
                    new Collector(
                        peer,
                        () -> {
                          peer.write(bytes("bye"), 0, 3, null);
                          peer.shutdown(
                              status -> {
                                log.add("shutdown " + status);
                                peer.close(null);
                              });
                        }));
    connect(
        server,
        client -> {
          sides[1] =
              new Collector(
                  client,
                  () -> {
                    log.add("client end");
                    client.close(null);
                  });
          assertEquals(0, client.write(bytes("hello"), 0, 5, null));
          client.shutdown(null);
        });
    loop.run();
    assertEquals("hello", sides[0].toString());
    assertEquals("bye", sides[1].toString());
    assertTrue(log.contains("shutdown 0"));
    assertTrue(log.contains("client end"));
    assertFalse(loop.isAlive());
  }

  @Test
  void whatTheKernelDoesNotTakeIsQueuedAndReportedInOrder() {
    final byte[] big = new byte[20_000_000];
    for (int i = 0; i < big.length; i++) {
      big[i] = (byte) (i * 31 >> 7);
    }
    final Collector[] received = new Collector[1];
    final TcpStream server =
        listen(peer -> received[0] = new Collector(peer, () -> peer.close(null)));
    connect(
        server,
        client -> {
          assertEquals(
              ByteStream.PENDING,
              client.write(big, 0, big.length, status -> log.add("first " + status)));
          assertTrue(client.writeQueueSize() > 0);
          assertEquals(
              ByteStream.PENDING,
              client.write(bytes("end"), 0, 3, status -> log.add("second " + status)));
          client.shutdown(
              status -> {
                log.add("shutdown " + status);
                assertEquals(0, client.writeQueueSize());
                assertEquals(big.length + 3, client.bytesWritten());
                client.close(null);
              });
        });
    loop.run();
    assertEquals(List.of("first 0", "second 0", "shutdown 0"), log);
    final byte[] all = received[0].received.toByteArray();
    assertEquals(big.length + 3, all.length);
    assertArrayEquals(big, java.util.Arrays.copyOf(all, big.length));
  }

  @Test
  void corkedWritesArriveInOrderWhateverTheirSize() {
    final Collector[] received = new Collector[1];
    final TcpStream server =
        listen(peer -> received[0] = new Collector(peer, () -> peer.close(null)));
    final StringBuilder expected = new StringBuilder();
    connect(
        server,
        client -> {
          client.cork();
          for (int i = 0; i < 3000; i++) {
            final String text = i % 500 == 0 ? "x".repeat(40_000) : "small" + i;
            expected.append(text);
            assertEquals(0, client.write(bytes(text), 0, text.length(), null));
          }
          client.uncork();
          final Piece[] pieces = {
            new Piece(bytes("[one"), 1, 3), new Piece(bytes("two]"), 0, 3), null
          };
          client.write(pieces, 2, null);
          expected.append("onetwo");
          final int flushed = client.flush(status -> client.close(null));
          if (flushed == 0) {
            client.close(null);
          }
        });
    loop.run();
    assertEquals(expected.toString(), received[0].toString());
  }

  @Test
  void aPendingTimerDoesNotDelayEvents() {
    final Timer late = loop.newTimer(() -> log.add("timer"));
    final TcpStream server =
        listen(
            peer -> {
              log.add("accepted");
              peer.close(null);
            });
    connect(
        server,
        client -> {
          log.add("connected");
          client.close(null);
        });
    loop.updateTime();
    late.start(2000, 0);
    late.unref();
    final long start = System.nanoTime();
    loop.run();
    assertTrue(System.nanoTime() - start < 1_500_000_000L, log.toString());
    log.sort(null);
    assertEquals(List.of("accepted", "connected"), log);
  }

  @Test
  void aRefusedConnectionIsReportedLater() {
    final TcpStream closed = listen(peer -> {});
    final SocketName.Ip address = closed.localName();
    closed.close(null);
    loop.run();
    final TcpStream client = new TcpStream(loop, io);
    assertEquals(
        0,
        client.connect(
            address,
            status -> {
              log.add(UvError.name(status));
              client.close(() -> log.add("closed"));
            }));
    assertEquals(List.of(), log);
    loop.run();
    assertEquals(List.of("ECONNREFUSED", "closed"), log);
  }

  @Test
  void anAddressInUseIsReportedByListen() {
    final TcpStream first = listen(peer -> {});
    final TcpStream second = new TcpStream(loop, io);
    assertEquals(0, second.bind(first.localName(), 0));
    assertEquals(UvError.EADDRINUSE.number(), second.listen(1, (status, fd) -> {}));
    assertNull(second.localName());
    first.close(null);
    second.close(null);
    loop.run();
  }

  @Test
  void aResetIsAReadError() {
    final Collector[] received = new Collector[1];
    final TcpStream server =
        listen(peer -> received[0] = new Collector(peer, () -> peer.close(null)));
    connect(server, client -> assertEquals(0, client.closeWithReset(null)));
    loop.run();
    assertEquals(UvError.ECONNRESET.number(), received[0].error);
  }

  @Test
  void closingCancelsWhatIsUnderWay() {
    final TcpStream[] peers = new TcpStream[1];
    final TcpStream server = listen(peer -> peers[0] = peer);
    connect(
        server,
        client -> {
          client.write(new byte[20_000_000], 0, 20_000_000, status -> log.add("w " + status));
          client.shutdown(status -> log.add("s " + status));
          client.close(
              () -> {
                log.add("closed");
                peers[0].close(null);
              });
        });
    loop.run();
    final int cancelled = UvError.ECANCELED.number();
    assertEquals(List.of("w " + cancelled, "s " + cancelled, "closed"), log);
  }

  @Test
  void aStreamThatDoesNotReadDoesNotKeepTheLoopAliveNorBusy() {
    final TcpStream[] peers = new TcpStream[2];
    final TcpStream server = listen(peer -> peers[0] = peer);
    connect(server, client -> peers[1] = client);
    loop.run();
    assertNotNull(peers[0]);
    peers[1].close(null);
    peers[0].close(null);
    loop.run();
  }

  @Test
  void unixSocketsWorkByPathAndByAbstractName(@TempDir Path directory) throws Exception {
    final String path = directory.resolve("s").toString();
    for (final String name : List.of(path, "\0cortado-test-" + System.nanoTime())) {
      final Collector[] received = new Collector[1];
      final PipeStream server = new PipeStream(loop, io);
      assertEquals(0, server.bind(name));
      server.chmod(PipeStream.READABLE | PipeStream.WRITABLE);
      assertEquals(
          0,
          server.listen(
              4,
              (status, fd) -> {
                final PipeStream peer = new PipeStream(loop, io);
                peer.adopt(fd);
                received[0] = new Collector(peer, () -> peer.close(null));
                server.close(null);
              }));
      final PipeStream client = new PipeStream(loop, io);
      client.connect(
          name,
          status -> {
            log.add("connected " + status);
            client.write(bytes("hi"), 0, 2, null);
            client.close(null);
          });
      loop.run();
      assertEquals("hi", received[0].toString());
    }
    assertEquals(List.of("connected 0", "connected 0"), log);
    assertFalse(Files.exists(Path.of(path)));
  }

  @Test
  void aMissingUnixSocketIsReportedLater(@TempDir Path directory) {
    final PipeStream client = new PipeStream(loop, io);
    assertEquals(
        0,
        client.connect(
            directory.resolve("none").toString(),
            status -> {
              log.add(UvError.name(status));
              client.close(null);
            }));
    loop.run();
    assertEquals(List.of("ENOENT"), log);
  }
}
