package dev.cortado.bindings.encoding;

import dev.cortado.bindings.buffer.Utf8;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.NodeException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** A {@code TextDecoder}'s state between calls. */
abstract sealed class StreamDecoder {
  private final String encoding;
  private final boolean fatal;
  private final boolean keepsMark;
  private boolean begun;

  private StreamDecoder(String encoding, boolean fatal, boolean keepsMark) {
    this.encoding = encoding;
    this.fatal = fatal;
    this.keepsMark = keepsMark;
  }

  /**
   * A decoder by the standard's name of an encoding.
   *
   * @param keepsMark whether a byte order mark is part of the text
   * @return {@code null} where the JVM has no such charset
   */
  static StreamDecoder create(String encoding, boolean fatal, boolean keepsMark) {
    if (encoding.equals("utf-8")) {
      return new OfUtf8(fatal, keepsMark);
    }
    if (encoding.startsWith("utf-16")) {
      return new OfUtf16(encoding, fatal, keepsMark);
    }
    char[] table = SingleByte.table(encoding);
    if (table != null) {
      return new OfSingleBytes(encoding, fatal, table);
    }
    String name =
        switch (encoding) {
          case "shift_jis" -> "windows-31j";
          case "euc-kr" -> "x-windows-949";
          case "big5" -> "Big5-HKSCS";
          case "gbk" -> "gb18030";
          default -> encoding;
        };
    return Charset.isSupported(name)
        ? new OfCharset(encoding, Charset.forName(name), fatal, keepsMark)
        : null;
  }

  /**
   * Decodes the next bytes.
   *
   * @param more whether a character may be completed by a later call
   */
  final String decode(Bytes bytes, boolean more) {
    String text = next(bytes, more);
    if (!begun && !text.isEmpty()) {
      begun = true;
      if (!keepsMark && text.charAt(0) == '\uFEFF' && encoding.startsWith("utf-")) {
        text = text.substring(1);
      }
    }
    if (!more) {
      begun = false;
    }
    return text;
  }

  abstract String next(Bytes bytes, boolean more);

  final boolean isFatal() {
    return fatal;
  }

  final NodeException invalid() {
    begun = false;
    return new NodeException(
        NodeException.Kind.TYPE,
        "ERR_ENCODING_INVALID_ENCODED_DATA",
        "The encoded data was not valid for encoding " + encoding);
  }

  private static final class OfUtf8 extends StreamDecoder {
    private byte[] tail = {};

    private OfUtf8(boolean fatal, boolean keepsMark) {
      super("utf-8", fatal, keepsMark);
    }

    @Override
    String next(Bytes bytes, boolean more) {
      byte[] array = bytes.array();
      int offset = bytes.offset();
      int length = bytes.length();
      if (tail.length > 0) {
        byte[] joined = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(array, offset, joined, tail.length, length);
        array = joined;
        offset = 0;
        length = joined.length;
      }
      int kept = more ? Utf8.incompleteTail(array, offset, length) : 0;
      tail = Arrays.copyOfRange(array, offset + length - kept, offset + length);
      length -= kept;
      if (isFatal() && !Utf8.isValid(array, offset, length)) {
        tail = new byte[0];
        throw invalid();
      }
      return Utf8.decodeToJava(array, offset, length);
    }
  }

  private static final class OfUtf16 extends StreamDecoder {
    private final boolean bigEndian;
    private byte[] tail = {};

    private OfUtf16(String encoding, boolean fatal, boolean keepsMark) {
      super(encoding, fatal, keepsMark);
      bigEndian = encoding.equals("utf-16be");
    }

    @Override
    String next(Bytes bytes, boolean more) {
      byte[] all = Arrays.copyOf(tail, tail.length + bytes.length());
      System.arraycopy(bytes.array(), bytes.offset(), all, tail.length, bytes.length());
      tail = new byte[0];
      int units = all.length / 2;
      StringBuilder text = new StringBuilder(units + 1);
      int i = 0;
      while (i < units) {
        char c = unit(all, i++);
        if (Character.isHighSurrogate(c)) {
          if (i == units && more) {
            i--;
            break;
          }
          if (i < units && Character.isLowSurrogate(unit(all, i))) {
            text.append(c).append(unit(all, i++));
            continue;
          }
        }
        text.append(Character.isSurrogate(c) ? replacement() : c);
      }
      if (more) {
        tail = Arrays.copyOfRange(all, 2 * i, all.length);
      } else if (all.length % 2 == 1) {
        text.append(replacement());
      }
      return text.toString();
    }

    private char unit(byte[] bytes, int index) {
      int first = bytes[2 * index] & 255;
      int second = bytes[2 * index + 1] & 255;
      return (char) (bigEndian ? first << 8 | second : second << 8 | first);
    }

    private char replacement() {
      if (isFatal()) {
        throw invalid();
      }
      return '\uFFFD';
    }
  }

  private static final class OfSingleBytes extends StreamDecoder {
    private final char[] table;

    private OfSingleBytes(String encoding, boolean fatal, char[] table) {
      super(encoding, fatal, true);
      this.table = table;
    }

    @Override
    String next(Bytes bytes, boolean more) {
      char[] text = new char[bytes.length()];
      for (int i = 0; i < text.length; i++) {
        text[i] = table[bytes.array()[bytes.offset() + i] & 255];
        if (text[i] == '\uFFFD' && isFatal()) {
          throw invalid();
        }
      }
      return new String(text);
    }
  }

  private static final class OfCharset extends StreamDecoder {
    private final CharsetDecoder decoder;
    private byte[] tail = {};

    private OfCharset(String encoding, Charset charset, boolean fatal, boolean keepsMark) {
      super(encoding, fatal, keepsMark);
      CodingErrorAction action = fatal ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
      decoder =
          charset
              .newDecoder()
              .onMalformedInput(action)
              .onUnmappableCharacter(action)
              .replaceWith("\uFFFD");
    }

    @Override
    String next(Bytes bytes, boolean more) {
      ByteBuffer in = ByteBuffer.allocate(tail.length + bytes.length());
      in.put(tail).put(bytes.array(), bytes.offset(), bytes.length()).flip();
      CharBuffer out = CharBuffer.allocate((int) (in.remaining() * decoder.maxCharsPerByte()) + 4);
      CoderResult result = decoder.decode(in, out, !more);
      if (result.isError()) {
        tail = new byte[0];
        decoder.reset();
        throw invalid();
      }
      tail = new byte[in.remaining()];
      in.get(tail);
      if (!more) {
        decoder.flush(out);
        decoder.reset();
        tail = new byte[0];
      }
      return out.flip().toString();
    }
  }
}
