package dev.cortado.bindings.stream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** How strings that are written become bytes. */
enum TextEncoding {
  UTF8 {
    @Override
    byte[] encode(String text) {
      final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      // The JDK writes a lone surrogate as '?': only then is a closer look needed.
      return hasLoneSurrogate(text, bytes) ? encodeReplacing(text) : bytes;
    }
  },
  LATIN1 {
    @Override
    byte[] encode(String text) {
      final byte[] bytes = new byte[text.length()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) text.charAt(i);
      }
      return bytes;
    }
  },
  UTF16 {
    @Override
    byte[] encode(String text) {
      final byte[] bytes = new byte[text.length() * 2];
      for (int i = 0; i < text.length(); i++) {
        final char c = text.charAt(i);
        bytes[2 * i] = (byte) c;
        bytes[2 * i + 1] = (byte) (c >> 8);
      }
      return bytes;
    }
  };

  private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

  abstract byte[] encode(String text);

  private static boolean hasLoneSurrogate(String text, byte[] bytes) {
    for (final byte b : bytes) {
      if (b == '?') {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000);
      }
    }
    return false;
  }

  private static byte[] encodeReplacing(String text) {
    try {
      final ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .replaceWith(REPLACEMENT)
              .encode(CharBuffer.wrap(text));
      final byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
