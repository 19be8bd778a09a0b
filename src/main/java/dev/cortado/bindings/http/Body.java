package dev.cortado.bindings.http;

/** The body: of a known length, until the connection ends, or in chunks. */
final class Body {
  static final int FIXED_LENGTH = 0;
  static final int UNTIL_EOF = 1;
  static final int CHUNK_SIZE_START = 2;
  private static final int CHUNK_SIZE = 3;
  private static final int SIZE_LF = 4;
  private static final int CHUNK_DATA = 5;
  private static final int DATA_CR = 6;
  private static final int DATA_LF = 7;
  private static final int SIZE_SPACES = 8;
  private static final int EXTENSION_START = 9;
  private static final int EXTENSION_NAME = 10;
  private static final int EXTENSION_VALUE = 11;
  private static final int EXTENSION_QUOTED = 12;
  private static final int EXTENSION_ESCAPE = 13;
  private static final int EXTENSION_QUOTE_END = 14;

  private Body() {}

  /** Parses until the body ends, the input ends or an error is found; returns the next position. */
  static int parse(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end && h.phase == HttpParser.Phase.BODY && h.error() == null) {
      p =
          switch (h.state) {
            case FIXED_LENGTH, CHUNK_DATA -> data(h, d, p, end);
            case UNTIL_EOF -> {
              h.handler.onBody(d, p, end - p);
              yield end;
            }
            case CHUNK_SIZE_START, CHUNK_SIZE -> chunkSize(h, d[p], p);
            case SIZE_SPACES -> sizeSpaces(h, d[p], p);
            case SIZE_LF -> sizeLf(h, d[p], p);
            case DATA_CR, DATA_LF -> dataEnd(h, d[p], p);
            default -> extension(h, d, p, end);
          };
    }
    return p;
  }

  private static int data(HttpParser h, byte[] d, int p, int end) {
    int available = end - p;
    boolean complete = Long.compareUnsigned(h.contentLength, available) <= 0;
    int length = complete ? (int) h.contentLength : available;
    h.contentLength -= length;
    boolean chunk = h.state == CHUNK_DATA;
    if (complete && chunk) {
      h.state = DATA_CR;
    }
    if (length > 0) {
      h.handler.onBody(d, p, length);
    }
    if (complete && !chunk) {
      h.messageDone();
    }
    return p + length;
  }

  private static int strict(HttpParser h, String reason, int position) {
    return h.fail("HPE_STRICT", reason, position);
  }

  private static int badSize(HttpParser h, String reason, int position) {
    return h.fail("HPE_INVALID_CHUNK_SIZE", reason, position);
  }

  private static int crExpected(HttpParser h, String after, int position) {
    return h.fail("HPE_CR_EXPECTED", "Missing expected CR after " + after, position);
  }

  private static int chunkSize(HttpParser h, byte c, int p) {
    int digit = CharClass.hex(c);
    if (h.state == CHUNK_SIZE_START) {
      if (digit < 0) {
        return badSize(h, "Invalid character in chunk size", p);
      }
      h.contentLength = digit;
      h.state = CHUNK_SIZE;
      return p + 1;
    }
    if (digit >= 0) {
      if (h.contentLength >>> 60 != 0) {
        return badSize(h, "Chunk size overflow", p + 1);
      }
      h.contentLength = h.contentLength << 4 | digit;
      return p + 1;
    }
    return afterSize(h, c, p);
  }

  private static int afterSize(HttpParser h, byte c, int p) {
    switch (c) {
      case '\r' -> {
        h.state = SIZE_LF;
        return p + 1;
      }
      case '\n' -> {
        return h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)
            ? sizeDone(h, p + 1)
            : crExpected(h, "chunk size", p + 1);
      }
      case ';' -> {
        h.state = EXTENSION_START;
        return p + 1;
      }
      case ' ' -> {
        if (!h.isLenient(Lenient.SPACES_AFTER_CHUNK_SIZE)) {
          return badSize(h, "Invalid character in chunk size", p + 1);
        }
        h.state = SIZE_SPACES;
        return p + 1;
      }
      default -> {
        return badSize(h, "Invalid character in chunk size", p);
      }
    }
  }

  private static int sizeSpaces(HttpParser h, byte c, int p) {
    return c == ' ' ? p + 1 : afterSize(h, c, p);
  }

  private static int sizeLf(HttpParser h, byte c, int p) {
    if (c == '\n') {
      return sizeDone(h, p + 1);
    }
    return h.isLenient(Lenient.OPTIONAL_LF_AFTER_CR)
        ? sizeDone(h, p)
        : strict(h, "Expected LF after chunk size", p);
  }

  private static int sizeDone(HttpParser h, int next) {
    h.resetHeaderBytes();
    h.chunkExtensionBytes = 0;
    if (h.contentLength == 0) {
      h.flags |= HttpParser.F_TRAILING;
      h.phase = HttpParser.Phase.HEADERS;
      h.state = HeaderFields.FIELD_START;
    } else {
      h.state = CHUNK_DATA;
    }
    return next;
  }

  private static int dataEnd(HttpParser h, byte c, int p) {
    if (h.state == DATA_CR) {
      if (c == '\r') {
        h.state = DATA_LF;
        return p + 1;
      }
      if (c == '\n') {
        if (!h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)) {
          return crExpected(h, "chunk data", p + 1);
        }
        return nextChunk(h, p + 1);
      }
      return h.isLenient(Lenient.OPTIONAL_CRLF_AFTER_CHUNK)
          ? nextChunk(h, p)
          : strict(h, "Expected LF after chunk data", p);
    }
    if (c == '\n') {
      return nextChunk(h, p + 1);
    }
    return h.isLenient(Lenient.OPTIONAL_LF_AFTER_CR)
        ? nextChunk(h, p)
        : strict(h, "Expected LF after chunk data", p);
  }

  private static int nextChunk(HttpParser h, int next) {
    h.state = CHUNK_SIZE_START;
    return next;
  }

  // --- chunk extensions: read, limited and thrown away

  static boolean isExtension(HttpParser h) {
    return h.phase == HttpParser.Phase.BODY && h.state >= EXTENSION_START;
  }

  static boolean countExtension(HttpParser h, int length, int position) {
    h.chunkExtensionBytes += length;
    if (h.chunkExtensionBytes > HttpParser.MAX_CHUNK_EXTENSIONS_SIZE) {
      String reason = "Chunk extensions overflow";
      h.fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", reason, position);
      return false;
    }
    return true;
  }

  private static int extension(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    int next = p;
    while (p < end && isExtension(h) && h.error() == null) {
      next = extensionByte(h, d[p], p);
      p = next;
    }
    if (h.error() == null) {
      countExtension(h, p - from, p);
    }
    return p;
  }

  private static int extensionByte(HttpParser h, byte c, int p) {
    return switch (h.state) {
      case EXTENSION_START -> {
        if (c == ' ' || c == '\r') {
          yield strict(h, "Invalid character in chunk extensions", p + 1);
        }
        h.state = EXTENSION_NAME;
        yield p;
      }
      case EXTENSION_NAME -> extensionName(h, c, p);
      case EXTENSION_VALUE -> extensionValue(h, c, p);
      case EXTENSION_QUOTED -> quoted(h, c, p);
      case EXTENSION_ESCAPE -> {
        if (!CharClass.is(c, CharClass.FIELD_VALUE)) {
          String reason = "Invalid quoted-pair in chunk extensions quoted value";
          yield strict(h, reason, p + 1);
        }
        h.state = EXTENSION_QUOTED;
        yield p + 1;
      }
      default ->
          delimiter(h, c, p, "value", "Invalid character in chunk extensions quote value", p);
    };
  }

  private static int extensionName(HttpParser h, byte c, int p) {
    if (CharClass.is(c, CharClass.TOKEN)) {
      return p + 1;
    }
    if (c == '=') {
      h.state = EXTENSION_VALUE;
      return p + 1;
    }
    return delimiter(h, c, p, "name", "Invalid character in chunk extensions name", p + 1);
  }

  private static int extensionValue(HttpParser h, byte c, int p) {
    if (CharClass.is(c, CharClass.TOKEN)) {
      return p + 1;
    }
    if (c == '"') {
      h.state = EXTENSION_QUOTED;
      return p + 1;
    }
    return delimiter(h, c, p, "value", "Invalid character in chunk extensions value", p + 1);
  }

  private static int quoted(HttpParser h, byte c, int p) {
    if (c == '"') {
      h.state = EXTENSION_QUOTE_END;
    } else if (c == '\\') {
      h.state = EXTENSION_ESCAPE;
    } else if (!CharClass.is(c, CharClass.QUOTED)) {
      return strict(h, "Invalid character in chunk extensions quoted value", p + 1);
    }
    return p + 1;
  }

  private static int delimiter(
      HttpParser h, byte c, int p, String after, String refusal, int refusedAt) {
    switch (c) {
      case ';' -> {
        h.state = EXTENSION_START;
        return p + 1;
      }
      case '\r' -> {
        h.state = SIZE_LF;
        return p + 1;
      }
      case '\n' -> {
        return h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)
            ? sizeDone(h, p + 1)
            : crExpected(h, "chunk extension " + after, p);
      }
      default -> {
        return strict(h, refusal, refusedAt);
      }
    }
  }
}
