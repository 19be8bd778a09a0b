package dev.cortado.loop.stream;

/**
 * Receives what a {@link ByteStream} reads, on the loop's thread. After {@link #onEnd} or {@link
 * #onError} nothing more is read.
 */
public interface StreamListener {
  /**
   * Bytes arrived. The array belongs to the loop and is only valid during the call, unless it came
   * from {@link #allocate}.
   */
  void onRead(byte[] array, int offset, int length);

  /** The other side has ended its half. */
  void onEnd();

  /** Reading failed. */
  void onError(int status);

  /**
   * Where the next bytes should go: an array of this listener's own, or null (the default) for the
   * loop's shared one.
   */
  default byte[] allocate() {
    return null;
  }
}
