package dev.cortado.loop.stream;

import dev.cortado.loop.EventLoop;
import dev.cortado.posix.MessageCalls;
import dev.cortado.posix.SocketCalls;

/**
 * What all the streams of one loop share: the system calls' scratch memory, the array that is read
 * into and the one that small writes are gathered in.
 */
public final class StreamIo {
  /** How much is read at once. */
  public static final int READ_SIZE = 64 * 1024;

  static final int GATHER_SIZE = 64 * 1024;

  final SocketCalls calls = new SocketCalls();
  final byte[] readArray = new byte[READ_SIZE];
  private byte[] gatherArray;
  private MessageCalls messages;
  private int spareFd = -1;

  /** The one of {@code loop}. */
  public static StreamIo of(EventLoop loop) {
    return loop.shared(StreamIo.class, StreamIo::new);
  }

  /** The system calls, for what is not a stream's own business. */
  public SocketCalls calls() {
    return calls;
  }

  /** The calls for what is more than bytes. */
  public MessageCalls messages() {
    if (messages == null) {
      messages = new MessageCalls();
    }
    return messages;
  }

  /** The array that is read into, {@link #READ_SIZE} long: valid until the next read. */
  public byte[] readArray() {
    return readArray;
  }

  /** An array of {@link #GATHER_SIZE} bytes to give back. */
  byte[] borrowGatherArray() {
    final byte[] array = gatherArray;
    gatherArray = null;
    return array != null ? array : new byte[GATHER_SIZE];
  }

  void returnGatherArray(byte[] array) {
    gatherArray = array;
  }

  /** Keeps one descriptor in hand for the day when there are none left. */
  void reserveFd() {
    if (spareFd < 0) {
      spareFd = calls.open("/dev/null", 0);
    }
  }

  /**
   * With no descriptor left, a waiting connection cannot even be refused, and would wake the loop
   * for ever: spends the reserve on accepting and closing it.
   *
   * @return the outcome of accepting
   */
  int rejectWithReserve(int listeningFd) {
    if (spareFd < 0) {
      return -1;
    }
    calls.close(spareFd);
    spareFd = -1;
    int result;
    do {
      result = calls.accept(listeningFd);
      if (result >= 0) {
        calls.close(result);
      }
    } while (result >= 0);
    reserveFd();
    return result;
  }
}
