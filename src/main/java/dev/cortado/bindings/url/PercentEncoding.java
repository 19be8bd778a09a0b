package dev.cortado.bindings.url;

import java.nio.charset.StandardCharsets;

/** The percent-encode sets of the URL Standard. */
enum PercentEncoding {
  C0_CONTROL(""),
  FRAGMENT(" \"<>`"),
  QUERY(" \"#<>"),
  SPECIAL_QUERY(" \"#<>'"),
  PATH(" \"#<>?^`{}"),
  USERINFO(" \"#<>?^`{}/:;=@[\\]|");

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final boolean[] encoded = new boolean[128];

  PercentEncoding(String characters) {
    for (int i = 0; i < 0x20; i++) {
      encoded[i] = true;
    }
    encoded[0x7f] = true;
    for (int i = 0; i < characters.length(); i++) {
      encoded[characters.charAt(i)] = true;
    }
  }

  boolean contains(int codePoint) {
    return codePoint >= 128 || encoded[codePoint];
  }

  void append(StringBuilder target, int codePoint) {
    if (!contains(codePoint)) {
      target.append((char) codePoint);
    } else if (codePoint < 128) {
      appendByte(target, codePoint);
    } else {
      for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        appendByte(target, b);
      }
    }
  }

  private static void appendByte(StringBuilder target, int value) {
    target.append('%').append(HEX[value >> 4 & 15]).append(HEX[value & 15]);
  }

  String encode(String text) {
    int i = 0;
    while (i < text.length() && !contains(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder target = new StringBuilder(text.length() + 16).append(text, 0, i);
    while (i < text.length()) {
      int c = text.codePointAt(i);
      append(target, c);
      i += Character.charCount(c);
    }
    return target.toString();
  }

  /** The bytes that {@code %41} and its like stand for, the rest in UTF-8, read as UTF-8. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i];
      if (value == '%' && i + 2 < bytes.length) {
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if ((high | low) >= 0) {
          value = high << 4 | low;
          i += 2;
        }
      }
      bytes[length++] = (byte) value;
    }
    return dev.cortado.bindings.buffer.Utf8.decodeToJava(bytes, 0, length);
  }
}
