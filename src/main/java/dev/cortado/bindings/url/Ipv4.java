package dev.cortado.bindings.url;

/** IPv4 addresses in all the forms that URLs have always taken: octal, hexadecimal, fewer parts. */
final class Ipv4 {
  private static final long TOO_BIG = 1L << 40;

  private Ipv4() {}

  /** The value of one part; negative where it is no number. */
  static long number(String part) {
    if (part.isEmpty()) {
      return -1;
    }
    int radix = 10;
    int start = 0;
    if (part.startsWith("0x") || part.startsWith("0X")) {
      radix = 16;
      start = 2;
    } else if (part.length() >= 2 && part.charAt(0) == '0') {
      radix = 8;
      start = 1;
    }
    long value = 0;
    for (int i = start; i < part.length(); i++) {
      char c = part.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = Math.min(value * radix + digit, TOO_BIG);
    }
    return value;
  }

  /** The dotted form of an address, or {@code null}. */
  static String parse(String domain) {
    String[] parts = domain.split("\\.", -1);
    int count = parts.length;
    if (count > 1 && parts[count - 1].isEmpty()) {
      count--;
    }
    if (count > 4) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < count; i++) {
      long value = number(parts[i]);
      boolean last = i == count - 1;
      long limit = last ? 1L << 8 * (5 - count) : 256;
      if (value < 0 || value >= limit) {
        return null;
      }
      address += last ? value : value << 8 * (3 - i);
    }
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
