package dev.cortado.posix;

import java.nio.charset.StandardCharsets;

/** Paths are bytes to the system and, nearly always, UTF-8 text to people. */
public final class PathBytes {
  private PathBytes() {}

  /** The UTF-8 bytes of a path; half a surrogate pair becomes U+FFFD. */
  public static byte[] encode(final String path) {
    final byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    // Java writes '?' for lone surrogates, which only a text with surrogates can have.
    return hasLoneSurrogate(path)
        ? replaceLoneSurrogates(path).getBytes(StandardCharsets.UTF_8)
        : bytes;
  }

  /** The text of a path; what is not UTF-8 becomes U+FFFD. */
  public static String decode(final byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean hasLoneSurrogate(final String text) {
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  private static String replaceLoneSurrogates(final String text) {
    final StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> clean.appendCodePoint(c >= Character.MIN_SURROGATE && c <= 0xDFFF ? 0xFFFD : c));
    return clean.toString();
  }
}
