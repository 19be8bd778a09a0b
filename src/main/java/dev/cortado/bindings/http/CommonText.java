package dev.cortado.bindings.http;

/**
 * Remembers strings that come again and again (field names, hosts, user agents), so that a request
 * whose fields were seen before makes no strings. A full slot is overwritten: the memory is
 * bounded.
 *
 * @param <T> the kind of string kept
 */
final class CommonText<T> {
  /** Longer strings are not kept. */
  static final int MAX_LENGTH = 128;

  private static final int SLOTS = 1024;

  /** Makes a string of bytes in ISO 8859-1. */
  interface Maker<T> {
    T make(byte[] bytes, int offset, int length);
  }

  private final Maker<T> maker;
  private final byte[][] keys = new byte[SLOTS][];
  private final Object[] values = new Object[SLOTS];

  CommonText(Maker<T> maker) {
    this.maker = maker;
  }

  @SuppressWarnings("unchecked")
  T get(byte[] bytes, int offset, int length) {
    if (length > MAX_LENGTH) {
      return maker.make(bytes, offset, length);
    }
    int slot = slotOf(bytes, offset, length);
    byte[] key = keys[slot];
    if (key != null
        && java.util.Arrays.equals(key, 0, key.length, bytes, offset, offset + length)) {
      return (T) values[slot];
    }
    byte[] copy = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
    T made = maker.make(copy, 0, length);
    keys[slot] = copy;
    values[slot] = made;
    return made;
  }

  /** Looks at a few bytes only: a collision costs a new string, nothing else. */
  private static int slotOf(byte[] bytes, int offset, int length) {
    int hash = length;
    int step = length <= 16 ? 1 : length >> 3;
    for (int i = 0; i < length; i += step) {
      hash = hash * 31 + bytes[offset + i];
    }
    if (length > 0) {
      hash = hash * 31 + bytes[offset + length - 1];
    }
    hash ^= hash >>> 15;
    return (hash ^ hash >>> 7) & (SLOTS - 1);
  }
}
