package dev.cortado.posix;

/** Internet addresses as text, in the form that {@code inet_ntop} gives them. */
public final class IpText {
  private IpText() {}

  /** The dotted form of the four bytes at {@code offset}. */
  public static String ipv4(byte[] bytes, int offset) {
    final StringBuilder text = new StringBuilder(15);
    appendIpv4(text, bytes, offset);
    return text.toString();
  }

  /** The shortest form of sixteen bytes. */
  public static String ipv6(byte[] bytes) {
    final int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int zerosAt = -1;
    int zeros = 1;
    for (int i = 0; i < 8; ) {
      int end = i;
      while (end < 8 && words[end] == 0) {
        end++;
      }
      if (end - i > zeros) {
        zerosAt = i;
        zeros = end - i;
      }
      i = Math.max(end, i + 1);
    }
    final boolean embedsIpv4 = zerosAt == 0 && (zeros == 6 || zeros == 5 && words[5] == 0xffff);
    final StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (zerosAt >= 0 && i >= zerosAt && i < zerosAt + zeros) {
        if (i == zerosAt) {
          text.append(i == 0 ? "::" : ":");
        }
        continue;
      }
      if (i == 6 && embedsIpv4) {
        appendIpv4(text, bytes, 12);
        return text.toString();
      }
      text.append(Integer.toHexString(words[i]));
      if (i < 7) {
        text.append(':');
      }
    }
    return text.toString();
  }

  private static void appendIpv4(StringBuilder text, byte[] bytes, int offset) {
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        text.append('.');
      }
      text.append(bytes[offset + i] & 0xff);
    }
  }

  /**
   * Reads what {@code inet_pton} reads: four decimal numbers without leading zeros, or an IPv6
   * address without a zone. The JDK's own reader is no choice: it takes more forms, unwraps mapped
   * addresses, and its first use opens a file, which fails where descriptors have run out.
   *
   * @return four bytes, sixteen, or null where the text is no address
   */
  public static byte[] parse(String text) {
    if (text.indexOf(':') >= 0) {
      return parseIpv6(text);
    }
    final byte[] bytes = new byte[4];
    return readIpv4(text, bytes, 0) ? bytes : null;
  }

  private static boolean readIpv4(String text, byte[] into, int at) {
    final String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      final int value = number(parts[i], 10, 3);
      if (value < 0 || value > 255 || parts[i].length() > 1 && parts[i].charAt(0) == '0') {
        return false;
      }
      into[at + i] = (byte) value;
    }
    return true;
  }

  private static byte[] parseIpv6(String text) {
    final int gap = text.indexOf("::");
    final byte[] bytes = new byte[16];
    if (gap < 0) {
      return readWords(text, bytes) == 16 ? bytes : null;
    }
    final byte[] tail = new byte[16];
    final int before = readWords(text.substring(0, gap), bytes);
    final int after = readWords(text.substring(gap + 2), tail);
    if (before < 0 || after < 0 || before + after > 14 || text.lastIndexOf('.', gap) >= 0) {
      return null;
    }
    System.arraycopy(tail, 0, bytes, 16 - after, after);
    return bytes;
  }

  /** Reads words between single colons, the last two perhaps dotted; how many bytes, or -1. */
  private static int readWords(String text, byte[] into) {
    if (text.isEmpty()) {
      return 0;
    }
    final String[] words = text.split(":", -1);
    int length = 0;
    for (int i = 0; i < words.length; i++) {
      if (i == words.length - 1 && length <= 12 && words[i].indexOf('.') > 0) {
        return readIpv4(words[i], into, length) ? length + 4 : -1;
      }
      final int value = number(words[i], 16, 4);
      if (value < 0 || length == 16) {
        return -1;
      }
      into[length++] = (byte) (value >> 8);
      into[length++] = (byte) value;
    }
    return length;
  }

  /** An unsigned number of at most {@code most} ASCII digits, or -1. */
  private static int number(String digits, int radix, int most) {
    if (digits.isEmpty() || digits.length() > most) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      final char c = digits.charAt(i);
      final int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
