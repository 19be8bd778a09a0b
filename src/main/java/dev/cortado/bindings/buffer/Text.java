package dev.cortado.bindings.buffer;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.api.strings.TruffleString.Encoding;
import com.oracle.truffle.js.runtime.Strings;
import dev.cortado.engine.ContextFactory;
import dev.cortado.engine.NodeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The encodings of {@code Buffer}, by the number that {@code lib/internal/buffer.js} gives them.
 */
public enum Text {
  UTF8,
  UCS2,
  LATIN1,
  ASCII,
  BASE64,
  BASE64URL,
  HEX;

  /** The longest string that the engine makes, in UTF-16 units. */
  public static final int MAX_STRING_LENGTH = ContextFactory.MAX_STRING_LENGTH;

  private static final Text[] BY_ID = values();
  private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The encoding with a number that JavaScript gave. */
  public static Text of(int id) {
    return BY_ID[id];
  }

  static TruffleString string(String text) {
    return Strings.fromJavaString(text);
  }

  static int checkedLength(long length) {
    if (length > Integer.MAX_VALUE - 8) {
      throw new NodeException(
          NodeException.Kind.RANGE, "ERR_OUT_OF_RANGE", "Array buffer allocation failed");
    }
    return (int) length;
  }

  /** The string that the bytes mean or are written as. */
  public TruffleString decode(byte[] bytes, int offset, int length) {
    long units =
        switch (this) {
          case UTF8, LATIN1, ASCII -> length;
          case UCS2 -> length >> 1;
          case BASE64, BASE64URL -> (length + 2L) / 3 * 4;
          case HEX -> length * 2L;
        };
    if (units > MAX_STRING_LENGTH) {
      throw new NodeException(
          NodeException.Kind.ERROR,
          "ERR_STRING_TOO_LONG",
          "Cannot create a string longer than 0x"
              + Integer.toHexString(MAX_STRING_LENGTH)
              + " characters");
    }
    return switch (this) {
      case UTF8 -> Utf8.decode(bytes, offset, length);
      case UCS2 ->
          TruffleString.fromByteArrayUncached(bytes, offset, length & ~1, Encoding.UTF_16, true);
      case LATIN1 -> latin1(bytes, offset, length);
      case ASCII -> ascii(bytes, offset, length);
      case BASE64 -> base64(Base64.getEncoder(), bytes, offset, length);
      case BASE64URL -> base64(Base64.getUrlEncoder().withoutPadding(), bytes, offset, length);
      case HEX -> hex(bytes, offset, length);
    };
  }

  private static TruffleString latin1(byte[] bytes, int offset, int length) {
    return string(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }

  private static TruffleString ascii(byte[] bytes, int offset, int length) {
    byte[] masked = new byte[length];
    for (int i = 0; i < length; i++) {
      masked[i] = (byte) (bytes[offset + i] & 0x7f);
    }
    return latin1(masked, 0, length);
  }

  private static TruffleString base64(
      Base64.Encoder encoder, byte[] bytes, int offset, int length) {
    byte[] source = bytes;
    if (offset != 0 || length != bytes.length) {
      source = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
    }
    byte[] encoded = encoder.encode(source);
    return latin1(encoded, 0, encoded.length);
  }

  private static TruffleString hex(byte[] bytes, int offset, int length) {
    byte[] digits = new byte[length * 2];
    for (int i = 0; i < length; i++) {
      int value = bytes[offset + i];
      digits[2 * i] = HEX_DIGITS[value >> 4 & 15];
      digits[2 * i + 1] = HEX_DIGITS[value & 15];
    }
    return latin1(digits, 0, digits.length);
  }

  /**
   * Writes as much of the string as there is room for, and no part of a character.
   *
   * @return the number of bytes written
   */
  public int encode(TruffleString string, byte[] target, int offset, int room) {
    return switch (this) {
      case UTF8 -> Utf8.encode(string, target, offset, room);
      case UCS2 -> {
        int count = Math.min(string.byteLength(Encoding.UTF_16), room & ~1);
        if ((offset & 1) == 0 && count > 0) {
          string.copyToByteArrayUncached(0, target, offset, count, Encoding.UTF_16);
        } else if (count > 0) {
          // The engine copies to even places only.
          byte[] aligned = new byte[count];
          string.copyToByteArrayUncached(0, aligned, 0, count, Encoding.UTF_16);
          System.arraycopy(aligned, 0, target, offset, count);
        }
        yield count;
      }
      case LATIN1, ASCII -> {
        String text = string.toJavaStringUncached();
        int count = Math.min(text.length(), room);
        writeLowBytes(text, count, target, offset);
        yield count;
      }
      case BASE64, BASE64URL ->
          LenientBase64.decode(string.toJavaStringUncached(), target, offset, room);
      case HEX -> decodeHex(string.toJavaStringUncached(), target, offset, room);
    };
  }

  // The method is deprecated because it forgets the upper bytes, which is just what is wanted.
  @SuppressWarnings("deprecation")
  private static void writeLowBytes(String text, int count, byte[] target, int offset) {
    text.getBytes(0, count, target, offset);
  }

  /** Stops at the first pair that is not hexadecimal. */
  private static int decodeHex(String text, byte[] target, int offset, int room) {
    int count = Math.min(text.length() >> 1, room);
    for (int i = 0; i < count; i++) {
      int high = digit(text.charAt(2 * i));
      int low = digit(text.charAt(2 * i + 1));
      if ((high | low) < 0) {
        return i;
      }
      target[offset + i] = (byte) (high << 4 | low);
    }
    return count;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' && c < 0x80 ? lower - 'a' + 10 : -1;
  }

  /** The string's bytes in an array of their own. */
  public byte[] encode(TruffleString string) {
    long most =
        switch (this) {
          case UTF8 -> Utf8.byteLength(string);
          case UCS2 -> string.byteLength(Encoding.UTF_16);
          default -> string.byteLength(Encoding.UTF_16) >> 1;
        };
    byte[] bytes = new byte[checkedLength(most)];
    int count = encode(string, bytes, 0, bytes.length);
    return count == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, count);
  }
}
