package dev.cortado.bindings.http;

/** Which bytes may stand where, as a table of bits. */
final class CharClass {
  /** A token of RFC 9110: methods, field names, chunk extensions' names. */
  static final int TOKEN = 1;

  /** A field's value: visible characters, space, tab and everything above 127. */
  static final int FIELD_VALUE = 1 << 1;

  /** A URL's path, without the question mark and the hash. */
  static final int URL = 1 << 2;

  /** A URL's user information, host and port. */
  static final int AUTHORITY = 1 << 3;

  /** Inside quotes, without backslash and quote. */
  static final int QUOTED = 1 << 4;

  private static final byte[] TABLE = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      boolean alphanumeric = Character.isLetterOrDigit(c) && c < 128;
      int bits = 0;
      if (alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
        bits |= TOKEN;
      }
      if (c == '\t' || (c >= 32 && c != 127)) {
        bits |= FIELD_VALUE;
        if (c != '"' && c != '\\') {
          bits |= QUOTED;
        }
      }
      if (c > 32 && c < 127 && c != '?' && c != '#') {
        bits |= URL;
      }
      if (alphanumeric || "-_.!~*'()%;:&=+$,@[]".indexOf(c) >= 0) {
        bits |= AUTHORITY;
      }
      TABLE[c] = (byte) bits;
    }
  }

  private CharClass() {}

  static boolean is(byte c, int charClass) {
    return (TABLE[c & 0xff] & charClass) != 0;
  }

  static boolean isAlpha(byte c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** The digit's value, or -1. */
  static int hex(byte c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
