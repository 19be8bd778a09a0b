package dev.cortado.bindings.buffer;

import java.util.Arrays;

/**
 * Base64 read as {@code Buffer} reads it: either alphabet, padding or none, and whatever else
 * stands in between is passed over.
 */
final class LenientBase64 {
  private static final int PAD = -2;
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
    VALUES['-'] = 62;
    VALUES['_'] = 63;
    VALUES['='] = PAD;
  }

  private LenientBase64() {}

  private static int value(char c) {
    return c < 128 ? VALUES[c] : -1;
  }

  /** Decodes up to the first padding; returns the number of bytes written. */
  static int decode(String text, byte[] target, int offset, int room) {
    int out = offset;
    int end = offset + room;
    int length = text.length();
    int i = 0;
    while (i + 4 <= length && end - out >= 3) {
      int a = value(text.charAt(i));
      int b = value(text.charAt(i + 1));
      int c = value(text.charAt(i + 2));
      int d = value(text.charAt(i + 3));
      if ((a | b | c | d) < 0) {
        break;
      }
      target[out++] = (byte) (a << 2 | b >> 4);
      target[out++] = (byte) (b << 4 | c >> 2);
      target[out++] = (byte) (c << 6 | d);
      i += 4;
    }
    int bits = 0;
    int count = 0;
    for (; i < length && out < end; i++) {
      int value = value(text.charAt(i));
      if (value == PAD) {
        break;
      }
      if (value < 0) {
        continue;
      }
      bits = bits << 6 | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        target[out++] = (byte) (bits >> count);
      }
    }
    return out - offset;
  }

  /** The web's {@code atob}: white space aside, anything odd is an error, told by {@code null}. */
  static byte[] decodeForgiving(String text) {
    StringBuilder compact = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') {
        compact.append(c);
      }
    }
    int length = compact.length();
    if (length % 4 == 0) {
      for (int k = 0; k < 2 && length > 0 && compact.charAt(length - 1) == '='; k++) {
        length--;
      }
    }
    if (length % 4 == 1) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      char c = compact.charAt(i);
      if (value(c) < 0 || c == '-' || c == '_') {
        return null;
      }
    }
    compact.setLength(length);
    byte[] bytes = new byte[length * 3 / 4];
    decode(compact.toString(), bytes, 0, bytes.length);
    return bytes;
  }
}
