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
}
