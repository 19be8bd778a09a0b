package dev.cortado.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A view of the very bytes of an ArrayBuffer or a view on one; nothing is copied.
 *
 * @param array the backing store
 * @param offset where the view begins in it, in bytes
 * @param length how many bytes it has
 */
public record Bytes(byte[] array, int offset, int length) {

  /** The same bytes as a {@link ByteBuffer} positioned at their start. */
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(array, offset, length);
  }

  /** A copy that JavaScript can't change. */
  public byte[] copy() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
