package dev.cortado.loop.datagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cortado.loop.EventLoop;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DatagramSocketTest {
  private static final int EAGAIN = UvError.EAGAIN.number();
  private static final int EBADF = UvError.EBADF.number();
  private static final int EINVAL = UvError.EINVAL.number();
  private static final int EISCONN = UvError.EISCONN.number();
  private static final int EMSGSIZE = UvError.EMSGSIZE.number();
  private static final int ENODEV = UvError.ENODEV.number();
  private static final int ENOTCONN = UvError.ENOTCONN.number();

  private final EventLoop loop = new EventLoop();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void freeLoop() {
    loop.dispose();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SocketName.Ip localhost(int port) {
    return SocketName.Ip.parse("127.0.0.1", port);
  }

  private static int trySend(DatagramSocket socket, String text, SocketName.Ip to) {
    return socket.trySend(bytes(text), 0, bytes(text).length, to);
  }

  private DatagramSocket bound() {
    final DatagramSocket socket = new DatagramSocket(loop);
    assertEquals(0, socket.bind(localhost(0), 0));
    return socket;
  }

  /** Notes what comes; closes the socket after {@code count} datagrams or errors. */
  private void receive(DatagramSocket socket, int count) {
    final int[] left = {count};
    socket.setReceiver(
        new DatagramSocket.Receiver() {
          @Override
          public void onDatagram(byte[] array, int length, SocketName.Ip from) {
            log.add(new String(array, 0, length, StandardCharsets.UTF_8));
            count();
          }

          @Override
          public void onError(int status) {
            log.add(UvError.name(status));
            count();
          }

          private void count() {
            if (--left[0] == 0) {
              socket.close(() -> log.add("closed"));
            }
          }
        });
    assertEquals(0, socket.receiveStart());
  }

  @Test
  void receivesWhatIsSent() {
    final DatagramSocket receiver = bound();
    receive(receiver, 3);
    final DatagramSocket sender = new DatagramSocket(loop);
    final SocketName.Ip to = receiver.localName();
    assertEquals(3, trySend(sender, "one", to));
    assertEquals(0, trySend(sender, "", to));
    assertEquals(0, sender.send(bytes("three"), to, status -> log.add("sent " + status)));
    assertEquals(1, sender.sendQueueCount());
    assertEquals(5, sender.sendQueueSize());
    assertEquals(EAGAIN, trySend(sender, "not before three", to));
    loop.run();
    assertTrue(log.remove("sent 0"));
    assertEquals(List.of("one", "", "three", "closed"), log);
    assertEquals(0, sender.sendQueueSize());
    sender.close(null);
    loop.run();
  }

  @Test
  void tellsWhoSent() {
    final DatagramSocket receiver = bound();
    final DatagramSocket sender = bound();
    receiver.setReceiver(
        new DatagramSocket.Receiver() {
          @Override
          public void onDatagram(byte[] array, int length, SocketName.Ip from) {
            assertEquals(sender.localName().port(), from.port());
            assertEquals("127.0.0.1", from.text());
            receiver.close(null);
            sender.close(null);
          }

          @Override
          public void onError(int status) {
            log.add(UvError.name(status));
          }
        });
    receiver.receiveStart();
    trySend(sender, "x", receiver.localName());
    loop.run();
    assertEquals(List.of(), log);
  }

  @Test
  void takesTheLongestDatagramThereIs() {
    final DatagramSocket receiver = bound();
    final DatagramSocket sender = new DatagramSocket(loop);
    final byte[] longest = new byte[65507];
    final int[] received = {-1};
    receiver.setReceiver(
        new DatagramSocket.Receiver() {
          @Override
          public void onDatagram(byte[] array, int length, SocketName.Ip from) {
            received[0] = length;
            receiver.close(null);
          }

          @Override
          public void onError(int status) {
            log.add(UvError.name(status));
          }
        });
    receiver.receiveStart();
    final SocketName.Ip to = receiver.localName();
    assertEquals(EMSGSIZE, sender.trySend(new byte[65508], 0, 65508, to));
    assertEquals(longest.length, sender.trySend(longest, 0, longest.length, to));
    loop.run();
    assertEquals(longest.length, received[0]);
    assertEquals(List.of(), log);
    sender.close(null);
    loop.run();
  }

  @Test
  void cancelsWhatWaitsWhenItIsClosed() {
    final DatagramSocket socket = bound();
    socket.send(bytes("a"), localhost(9), status -> log.add("a " + UvError.name(status)));
    socket.send(bytes("b"), localhost(9), status -> log.add("b " + UvError.name(status)));
    socket.close(() -> log.add("closed"));
    assertEquals(-1, socket.fd());
    loop.run();
    assertEquals(List.of("a ECANCELED", "b ECANCELED", "closed"), log);
    assertEquals(0, socket.sendQueueCount());
    assertFalse(loop.isAlive());
  }

  @Test
  void mayBeClosedByWhoIsToldOfASending() {
    final DatagramSocket socket = bound();
    socket.send(bytes("a"), localhost(9), status -> socket.close(() -> log.add("closed")));
    socket.send(bytes("b"), localhost(9), status -> log.add(UvError.name(status)));
    loop.run();
    assertEquals(List.of("ECANCELED", "closed"), log);
    assertFalse(loop.isAlive());
  }

  @Test
  void connectsAndDisconnects() {
    final DatagramSocket receiver = bound();
    final DatagramSocket socket = new DatagramSocket(loop);
    assertNull(socket.peerName());
    assertEquals(EBADF, socket.nameError());
    assertEquals(EBADF, trySend(socket, "nowhere", null));
    assertEquals(ENOTCONN, socket.disconnect());
    assertEquals(0, socket.connect(receiver.localName()));
    assertEquals(EISCONN, socket.connect(receiver.localName()));
    assertEquals(receiver.localName().port(), socket.peerName().port());
    receive(receiver, 1);
    assertEquals(4, trySend(socket, "peer", null));
    loop.run();
    assertEquals(List.of("peer", "closed"), log);
    assertEquals(0, socket.disconnect());
    assertNull(socket.peerName());
    assertEquals(ENOTCONN, socket.nameError());
    socket.close(null);
    loop.run();
  }

  @Test
  void tellsThatNobodyListens() {
    final DatagramSocket gone = bound();
    final SocketName.Ip nobody = gone.localName();
    gone.close(null);
    loop.run();
    final DatagramSocket socket = new DatagramSocket(loop);
    assertEquals(0, socket.connect(nobody));
    receive(socket, 1);
    assertEquals(1, trySend(socket, "x", null));
    loop.run();
    assertEquals(List.of("ECONNREFUSED", "closed"), log);
  }

  @Test
  void saysWhatIsWrongWithOptions() {
    final DatagramSocket socket = new DatagramSocket(loop);
    assertEquals(EBADF, socket.bufferSize(true, 0));
    assertEquals(EBADF, socket.receiveStart());
    assertEquals(EBADF, socket.setOption(to -> to.options().setBroadcast(to.fd(), true)));
    assertEquals(0, socket.bind(localhost(0), 0));
    assertEquals(0, socket.setOption(to -> to.options().setBroadcast(to.fd(), true)));
    assertEquals(EINVAL, socket.setOption(to -> to.options().setTtl(to.fd(), to.ipv6(), 0)));
    assertEquals(EINVAL, socket.setOption(to -> to.options().setTtl(to.fd(), to.ipv6(), 256)));
    assertEquals(0, socket.setOption(to -> to.options().setTtl(to.fd(), to.ipv6(), 1)));
    assertEquals(
        EINVAL, socket.setOption(to -> to.options().setMulticastTtl(to.fd(), to.ipv6(), 256)));
    assertEquals(
        EINVAL,
        socket.setOption(to -> to.options().setMulticastInterface(to.fd(), to.ipv6(), "::1")));
    assertEquals(
        EINVAL,
        socket.setMembership(
            to -> to.options().setMembership(to.fd(), "no address", null, true), false));
    assertEquals(
        ENODEV,
        socket.setMembership(
            to -> to.options().setMembership(to.fd(), "224.0.0.114", "nowhere", true), false));
    assertEquals(
        EINVAL,
        socket.setMembership(
            to -> to.options().setMembership(to.fd(), "127.0.0.1", "127.0.0.1", true), false));
    assertEquals(
        EINVAL,
        socket.setMembership(
            to -> to.options().setSourceMembership(to.fd(), "::1", "224.0.0.1", null, true),
            false));
    assertTrue(socket.bufferSize(true, 0) > 0);
    socket.close(null);
    loop.run();
  }

  @Test
  void keepsTheLoopAliveOnlyWhileItReceives() {
    final DatagramSocket socket = bound();
    assertFalse(loop.isAlive());
    receive(socket, 1);
    assertTrue(loop.isAlive());
    socket.unref();
    assertFalse(loop.isAlive());
    socket.ref();
    socket.receiveStop();
    assertFalse(loop.isAlive());
    socket.close(null);
    loop.run();
    assertEquals(List.of(), log);
  }

  @Test
  void takesOverNoDescriptorThatIsNoDatagramSocket() {
    final DatagramSocket socket = new DatagramSocket(loop);
    assertTrue(socket.open(0) < 0);
    final DatagramSocket bound = bound();
    assertEquals(UvError.EBUSY.number(), bound.open(bound.fd()));
    assertEquals(EINVAL, new DatagramSocket(loop).bind(localhost(0), DatagramSocket.IPV6_ONLY));
    bound.close(null);
    socket.close(null);
    loop.run();
  }
}
