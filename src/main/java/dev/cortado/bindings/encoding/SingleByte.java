package dev.cortado.bindings.encoding;

import java.nio.charset.Charset;

/** Tables of the encodings with one byte a character. */
final class SingleByte {
  private SingleByte() {}

  /**
   * The character of each byte, U+FFFD for none; {@code null} where the encoding has more bytes.
   */
  static char[] table(String encoding) {
    String charset =
        switch (encoding) {
          case "x-user-defined" -> "";
          case "macintosh" -> "x-MacRoman";
          case "x-mac-cyrillic" -> "x-MacUkraine";
          case "windows-874" -> "x-windows-874";
          case "iso-8859-8-i" -> "iso-8859-8";
          case "ibm866", "koi8-r", "koi8-u" -> encoding;
          default ->
              encoding.startsWith("iso-8859-") || encoding.startsWith("windows-125")
                  ? encoding
                  : null;
        };
    if (charset == null) {
      return null;
    }
    char[] table = new char[256];
    if (charset.isEmpty()) {
      for (int i = 0; i < 256; i++) {
        table[i] = (char) (i < 128 ? i : 0xf780 + i - 128);
      }
      return table;
    }
    if (!Charset.isSupported(charset)) {
      return null;
    }
    Charset known = Charset.forName(charset);
    for (int i = 0; i < 256; i++) {
      char c = new String(new byte[] {(byte) i}, known).charAt(0);
      // Where a code page leaves a C1 control empty, the standard has the control itself.
      table[i] = c == '\uFFFD' && i < 0xa0 ? (char) i : c;
    }
    return table;
  }
}
