package dev.cortado.bindings.buffer;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.api.strings.TruffleString.CodeRange;
import com.oracle.truffle.api.strings.TruffleString.Encoding;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as the Encoding Standard wants it: malformed input becomes U+FFFD, each maximal part one.
 */
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The text of some bytes, malformed ones replaced. */
  public static TruffleString decode(byte[] bytes, int offset, int length) {
    return Text.string(decodeToJava(bytes, offset, length));
  }

  /** As {@link #decode}, as a Java string. */
  public static String decodeToJava(byte[] bytes, int offset, int length) {
    // The JDK's decoder runs on vector instructions, but replaces an encoded surrogate by one
    // U+FFFD
    // where the standard has three: any U+FFFD makes us look again.
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeMalformed(bytes, offset, length);
  }

  private static String decodeMalformed(byte[] bytes, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    int end = offset + length;
    for (int i = offset; i < end; ) {
      int size = sequenceLength(bytes, i, end);
      if (size > 0) {
        text.appendCodePoint(codePoint(bytes, i, size));
        i += size;
      } else {
        text.append(REPLACEMENT);
        i -= size;
      }
    }
    return text.toString();
  }

  private static int codePoint(byte[] bytes, int i, int size) {
    return switch (size) {
      case 1 -> bytes[i];
      case 2 -> (bytes[i] & 0x1f) << 6 | bytes[i + 1] & 0x3f;
      case 3 -> (bytes[i] & 0x0f) << 12 | (bytes[i + 1] & 0x3f) << 6 | bytes[i + 2] & 0x3f;
      default ->
          (bytes[i] & 0x07) << 18
              | (bytes[i + 1] & 0x3f) << 12
              | (bytes[i + 2] & 0x3f) << 6
              | bytes[i + 3] & 0x3f;
    };
  }

  /**
   * How many bytes the sequence at {@code i} has; where it is malformed, minus the length of the
   * part that one U+FFFD stands for.
   */
  static int sequenceLength(byte[] bytes, int i, int end) {
    int lead = bytes[i];
    if (lead >= 0) {
      return 1;
    }
    lead &= 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return -1;
    }
    int size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    for (int k = 1; k < size; k++) {
      if (i + k >= end) {
        return -k;
      }
      int next = bytes[i + k] & 0xff;
      if (next < low || next > high) {
        return -k;
      }
      low = 0x80;
      high = 0xbf;
    }
    return size;
  }

  /** Length of the sequence at the end of the bytes that more bytes could complete; 0 for none. */
  public static int incompleteTail(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int i = Math.max(offset, end - 3); i < end; i++) {
      int lead = bytes[i] & 255;
      if (lead >= 0xc2 && lead <= 0xf4 && sequenceLength(bytes, i, end) == i - end) {
        return end - i;
      }
    }
    return 0;
  }

  /** Whether the bytes are well-formed. */
  public static boolean isValid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end; ) {
      if (bytes[i] >= 0) {
        i++;
        continue;
      }
      int size = sequenceLength(bytes, i, end);
      if (size < 0) {
        return false;
      }
      i += size;
    }
    return true;
  }

  /** How many bytes the text takes. */
  public static long byteLength(TruffleString string) {
    if (isAscii(string)) {
      return string.byteLength(Encoding.UTF_16) >> 1;
    }
    String text = string.toJavaStringUncached();
    int units = text.length();
    long bytes = units;
    for (int i = 0; i < units; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 ? 1 : 2;
        if (Character.isHighSurrogate(c)
            && i + 1 < units
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          // Two units, four bytes: the two just counted are all that the pair adds.
          i++;
        }
      }
    }
    return bytes;
  }

  /**
   * Writes as many whole characters as there is room for.
   *
   * @return the number of bytes written
   */
  public static int encode(TruffleString string, byte[] target, int offset, int room) {
    if (isAscii(string)) {
      int count = Math.min(string.byteLength(Encoding.UTF_16) >> 1, room);
      if (count > 0) {
        string.copyToByteArrayUncached(0, target, offset, count, Encoding.US_ASCII);
      }
      return count;
    }
    return (int) (encodeUnits(string.toJavaStringUncached(), target, offset, room) >>> 32);
  }

  /**
   * As {@link #encode}.
   *
   * @return bytes written in the upper half, UTF-16 units read in the lower
   */
  public static long encodeUnits(String text, byte[] target, int offset, int room) {
    int units = text.length();
    int out = offset;
    int end = offset + room;
    int i = 0;
    while (i < units) {
      int c = text.charAt(i);
      if (c < 0x80) {
        if (out == end) {
          break;
        }
        target[out++] = (byte) c;
      } else if (c < 0x800) {
        if (end - out < 2) {
          break;
        }
        target[out++] = (byte) (0xc0 | c >> 6);
        target[out++] = (byte) (0x80 | c & 0x3f);
      } else if (isPair(text, i)) {
        if (end - out < 4) {
          break;
        }
        c = Character.toCodePoint((char) c, text.charAt(++i));
        target[out++] = (byte) (0xf0 | c >> 18);
        target[out++] = (byte) (0x80 | c >> 12 & 0x3f);
        target[out++] = (byte) (0x80 | c >> 6 & 0x3f);
        target[out++] = (byte) (0x80 | c & 0x3f);
      } else {
        if (end - out < 3) {
          break;
        }
        if (Character.isSurrogate((char) c)) {
          c = REPLACEMENT;
        }
        target[out++] = (byte) (0xe0 | c >> 12);
        target[out++] = (byte) (0x80 | c >> 6 & 0x3f);
        target[out++] = (byte) (0x80 | c & 0x3f);
      }
      i++;
    }
    return (long) (out - offset) << 32 | i;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  /** The text's bytes in an array of their own. */
  public static byte[] encode(TruffleString string) {
    byte[] bytes = new byte[Text.checkedLength(byteLength(string))];
    encode(string, bytes, 0, bytes.length);
    return bytes;
  }

  static boolean isAscii(TruffleString string) {
    return string.getCodeRangeUncached(Encoding.UTF_16) == CodeRange.ASCII;
  }
}
