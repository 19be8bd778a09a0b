package dev.cortado;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A channel between two threads of JavaScript, for the ports that a program hands to its hooks.
 * What goes through is text; the empty one says that the channel has ended.
 */
final class ThreadChannel {
  private final Side first = new Side();
  private final Side second = new Side();
  private boolean firstIsOpen;

  ThreadChannel() {
    first.other = second;
    second.other = first;
  }

  /** The side of whoever asks: first the thread that made the channel, then the other one. */
  Side open(Runnable onReadable) {
    Side side = firstIsOpen ? second : first;
    firstIsOpen = true;
    side.onReadable = onReadable;
    if (!side.incoming.isEmpty()) {
      onReadable.run();
    }
    return side;
  }

  /** What one of the threads holds. */
  static final class Side {
    private final Queue<String> incoming = new ConcurrentLinkedQueue<>();
    private Side other;

    /** Has the thread of this side take what has come; runs on the other one. */
    private volatile Runnable onReadable;

    void send(String text) {
      other.incoming.add(text);
      Runnable notify = other.onReadable;
      if (notify != null) {
        notify.run();
      }
    }

    /** The oldest text that has come, or {@code null}. */
    String take() {
      return incoming.poll();
    }
  }
}
