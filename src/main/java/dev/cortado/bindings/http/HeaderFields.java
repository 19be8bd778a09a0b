package dev.cortado.bindings.http;

/** The field lines of a head, or of the trailers after a chunked body. */
final class HeaderFields {
  static final int FIRST_FIELD = 0;
  static final int FIELD_START = 1;
  private static final int NAME = 2;
  private static final int VALUE_START = 3;
  private static final int EMPTY_VALUE_LF = 4;
  private static final int AFTER_EMPTY_VALUE = 5;
  private static final int VALUE = 6;
  private static final int VALUE_LF = 7;
  private static final int AFTER_VALUE = 8;
  private static final int END_LF = 9;

  private static final int ORDINARY = 0;
  private static final int CONNECTION = 1;
  private static final int CONTENT_LENGTH = 2;
  private static final int TRANSFER_ENCODING = 3;
  private static final int UPGRADE = 4;
  private static final int HOST = 5;
  private static final int EXPECT = 6;

  private static final byte[] NO_BYTES = new byte[0];

  private HeaderFields() {}

  /** Parses until the head ends, the input ends or an error is found; returns the next position. */
  static int parse(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end && h.phase == HttpParser.Phase.HEADERS && h.error() == null) {
      p =
          switch (h.state) {
            case FIRST_FIELD -> firstField(h, d[p], p);
            case FIELD_START -> fieldStart(h, d[p], p);
            case NAME -> name(h, d, p, end);
            case VALUE_START -> valueStart(h, d, p, end);
            case EMPTY_VALUE_LF -> emptyValueLf(h, d[p], p);
            case AFTER_EMPTY_VALUE -> afterEmptyValue(h, d[p], p);
            case VALUE -> value(h, d, p, end);
            case VALUE_LF -> valueLf(h, d[p], p);
            case AFTER_VALUE -> afterValue(h, d[p], p);
            default -> endLf(h, d[p], p);
          };
    }
    return p;
  }

  private static int invalid(HttpParser h, String reason, int position) {
    return h.fail("HPE_INVALID_HEADER_TOKEN", reason, position);
  }

  private static int firstField(HttpParser h, byte c, int p) {
    if (c == ' ' && !h.isLenient(Lenient.HEADERS)) {
      return h.fail("HPE_UNEXPECTED_SPACE", "Unexpected space after start line", p + 1);
    }
    h.state = FIELD_START;
    return c == ' ' ? p + 1 : p;
  }

  private static int fieldStart(HttpParser h, byte c, int p) {
    if (c == '\r') {
      h.state = END_LF;
      return p + 1;
    }
    if (c == '\n') {
      return h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)
          ? h.headersDone(p + 1)
          : invalid(h, "Invalid header field char", p + 1);
    }
    if (c == ':') {
      return invalid(h, "Invalid header token", p);
    }
    h.state = NAME;
    h.beginSpan(p);
    return p;
  }

  private static int endLf(HttpParser h, byte c, int p) {
    if (c == '\n') {
      return h.headersDone(p + 1);
    }
    return h.isLenient(Lenient.OPTIONAL_LF_AFTER_CR)
        ? h.headersDone(p)
        : h.fail("HPE_STRICT", "Expected LF after headers", p);
  }

  private static int name(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end && CharClass.is(d[p], CharClass.TOKEN)) {
      p++;
    }
    if (p == end) {
      return p;
    }
    return d[p] == ':' ? endName(h, d, p, p + 1) : spaceAfterName(h, d, p, end);
  }

  /** A space before the colon is only ever forgiven after the names that frame the message. */
  private static int spaceAfterName(HttpParser h, byte[] d, int from, int end) {
    if (d[from] != ' ') {
      return invalid(h, "Invalid header token", from);
    }
    int kind = h.endSpan(d, from, HeaderFields::takeName);
    if (kind == ORDINARY || kind >= HOST) {
      return invalid(h, "Invalid header token", from);
    }
    if (!h.isLenient(Lenient.HEADERS)) {
      return invalid(h, "Invalid header field char", from + 1);
    }
    int p = from;
    while (p < end && d[p] == ' ') {
      p++;
    }
    h.fieldKind = kind;
    h.state = VALUE_START;
    return p == end || d[p] != ':' ? invalid(h, "Invalid header token", p) : p + 1;
  }

  private static int endName(HttpParser h, byte[] d, int p, int next) {
    if (!h.countHeaderBytes(h.spanLength(p), p)) {
      return p;
    }
    h.fieldKind = h.endSpan(d, p, HeaderFields::takeName);
    h.state = VALUE_START;
    if (h.fieldKind == CONTENT_LENGTH
        && h.has(HttpParser.F_TRANSFER_ENCODING)
        && !h.isLenient(Lenient.CHUNKED_LENGTH)) {
      String reason = "Content-Length can't be present with Transfer-Encoding";
      return h.fail("HPE_INVALID_CONTENT_LENGTH", reason, next);
    }
    if (h.fieldKind == TRANSFER_ENCODING
        && h.has(HttpParser.F_CONTENT_LENGTH)
        && !h.isLenient(Lenient.CHUNKED_LENGTH)) {
      String reason = "Transfer-Encoding can't be present with Content-Length";
      return h.fail("HPE_INVALID_TRANSFER_ENCODING", reason, next);
    }
    return next;
  }

  private static int takeName(HttpParser h, byte[] bytes, int offset, int length, int position) {
    h.fieldName = h.text.common(bytes, offset, length);
    return kindOf(h, bytes, offset, length, position);
  }

  private static int kindOf(HttpParser h, byte[] bytes, int offset, int length, int position) {
    return switch (length) {
      case 4 -> matches(bytes, offset, "host") ? HOST : ORDINARY;
      case 6 -> matches(bytes, offset, "expect") ? EXPECT : ORDINARY;
      case 7 -> matches(bytes, offset, "upgrade") ? UPGRADE : ORDINARY;
      case 10 -> matches(bytes, offset, "connection") ? CONNECTION : ORDINARY;
      case 14 -> matches(bytes, offset, "content-length") ? CONTENT_LENGTH : ORDINARY;
      case 16 -> matches(bytes, offset, "proxy-connection") ? CONNECTION : ORDINARY;
      case 17 -> matches(bytes, offset, "transfer-encoding") ? TRANSFER_ENCODING : ORDINARY;
      default -> ORDINARY;
    };
  }

  private static boolean matches(byte[] bytes, int offset, String lower) {
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      byte b = bytes[offset + i];
      if (b != c && (!CharClass.isAlpha(b) || (b | 0x20) != c)) {
        return false;
      }
    }
    return true;
  }

  private static int valueStart(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end && (d[p] == ' ' || d[p] == '\t')) {
      p++;
    }
    if (p == end) {
      return p;
    }
    byte c = d[p];
    if (c == '\r') {
      h.state = EMPTY_VALUE_LF;
      return p + 1;
    }
    if (c == '\n') {
      if (!h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)) {
        return invalid(h, "Invalid header value char", p + 1);
      }
      h.state = AFTER_EMPTY_VALUE;
      return p + 1;
    }
    if (h.fieldKind == CONTENT_LENGTH && h.has(HttpParser.F_CONTENT_LENGTH)) {
      return h.fail("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length", p);
    }
    if (h.fieldKind == TRANSFER_ENCODING && !startTransferEncoding(h)) {
      return badTransferEncoding(h, p + 1);
    }
    h.state = VALUE;
    h.beginSpan(p);
    return p;
  }

  /** A further Transfer-Encoding field after "chunked" would come after the last coding. */
  private static boolean startTransferEncoding(HttpParser h) {
    boolean afterLast = h.has(HttpParser.F_CHUNKED) && refusesCodingAfterChunked(h);
    h.flags = (h.flags | HttpParser.F_TRANSFER_ENCODING) & ~HttpParser.F_CHUNKED;
    return !afterLast;
  }

  private static boolean refusesCodingAfterChunked(HttpParser h) {
    return !h.response && !h.isLenient(Lenient.TRANSFER_ENCODING);
  }

  private static int badTransferEncoding(HttpParser h, int position) {
    String reason = "Invalid `Transfer-Encoding` header value";
    return h.fail("HPE_INVALID_TRANSFER_ENCODING", reason, position);
  }

  private static int emptyValueLf(HttpParser h, byte c, int p) {
    if (c != '\n' && !h.isLenient(Lenient.OPTIONAL_LF_AFTER_CR)) {
      return h.fail("HPE_STRICT", "Expected LF after CR", p);
    }
    h.state = AFTER_EMPTY_VALUE;
    return c == '\n' ? p + 1 : p;
  }

  private static int afterEmptyValue(HttpParser h, byte c, int p) {
    if (c == ' ' || c == '\t') {
      if (!h.isLenient(Lenient.HEADERS)) {
        return invalid(h, "Invalid header value char", p + 1);
      }
      h.state = VALUE_START;
      return p + 1;
    }
    if (h.fieldKind == CONTENT_LENGTH) {
      return h.fail("HPE_INVALID_CONTENT_LENGTH", "Empty Content-Length", p);
    }
    if (h.fieldKind == TRANSFER_ENCODING) {
      return h.fail("HPE_INVALID_TRANSFER_ENCODING", "Empty Transfer-Encoding", p);
    }
    h.state = FIELD_START;
    takeValue(h, NO_BYTES, 0, 0, p);
    return p;
  }

  private static int value(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end && CharClass.is(d[p], CharClass.FIELD_VALUE)) {
      p++;
    }
    if (p == end) {
      return p;
    }
    byte c = d[p];
    boolean lf = c == '\n' && h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF);
    if (c == '\r' || lf) {
      if (!h.countHeaderBytes(h.spanLength(p), p)) {
        return p;
      }
      h.state = lf ? AFTER_VALUE : VALUE_LF;
      if (h.isLenient(Lenient.HEADERS)) {
        h.suspendSpan(d, p);
      } else {
        h.endSpan(d, p, HeaderFields::takeValue);
      }
      return h.error() == null ? p + 1 : p;
    }
    if (c == '\n') {
      return h.fail("HPE_CR_EXPECTED", "Missing expected CR after header value", p);
    }
    if (h.isLenient(Lenient.HEADERS)) {
      return p + 1;
    }
    return invalid(h, "Invalid header value char", p);
  }

  private static int valueLf(HttpParser h, byte c, int p) {
    if (c != '\n') {
      return h.fail("HPE_LF_EXPECTED", "Missing expected LF after header value", p);
    }
    h.state = AFTER_VALUE;
    return p + 1;
  }

  private static int afterValue(HttpParser h, byte c, int p) {
    if (c == ' ' || c == '\t') {
      if (!h.isLenient(Lenient.HEADERS)) {
        return invalid(h, "Unexpected whitespace after header value", p);
      }
      h.state = VALUE;
      h.beginSpan(p);
      return p;
    }
    h.state = FIELD_START;
    if (h.isLenient(Lenient.HEADERS)) {
      h.endSuspendedSpan(p, HeaderFields::takeValue);
    }
    return p;
  }

  /** Trims the value, hands it out and notes what it says about the message's framing. */
  private static Void takeValue(HttpParser h, byte[] bytes, int offset, int length, int position) {
    int n = length;
    while (n > 0 && (bytes[offset + n - 1] == ' ' || bytes[offset + n - 1] == '\t')) {
      n--;
    }
    switch (h.fieldKind) {
      case ORDINARY -> {}
      case CONNECTION -> connection(h, bytes, offset, length);
      case CONTENT_LENGTH -> contentLength(h, bytes, offset, n, position);
      case TRANSFER_ENCODING -> transferEncoding(h, bytes, offset, length, position);
      case UPGRADE -> h.flags |= HttpParser.F_UPGRADE;
      case HOST -> h.flags |= HttpParser.F_HOST;
      default -> h.flags |= HttpParser.F_EXPECT;
    }
    Object value =
        n <= CommonText.MAX_LENGTH
            ? h.text.common(bytes, offset, n)
            : h.text.rare(bytes, offset, n);
    h.addHeader(h.fieldName, value);
    return null;
  }

  private static void connection(HttpParser h, byte[] bytes, int offset, int length) {
    int end = offset + length;
    int p = offset;
    while (p < end) {
      while (p < end && (bytes[p] == ' ' || bytes[p] == '\t')) {
        p++;
      }
      int start = p;
      while (p < end && bytes[p] != ',') {
        p++;
      }
      int stop = p;
      while (stop > start && bytes[stop - 1] == ' ') {
        stop--;
      }
      int token = stop - start;
      if (token == 5 && matches(bytes, start, "close")) {
        h.flags |= HttpParser.F_CONNECTION_CLOSE;
      } else if (token == 7 && matches(bytes, start, "upgrade")) {
        h.flags |= HttpParser.F_CONNECTION_UPGRADE;
      } else if (token == 10 && matches(bytes, start, "keep-alive")) {
        h.flags |= HttpParser.F_CONNECTION_KEEP_ALIVE;
      }
      p++;
    }
  }

  private static void contentLength(
      HttpParser h, byte[] bytes, int offset, int length, int position) {
    long value = 0;
    h.flags |= HttpParser.F_CONTENT_LENGTH;
    for (int i = 0; i < length; i++) {
      int digit = bytes[offset + i] - '0';
      if (digit < 0 || digit > 9) {
        String reason = "Invalid character in Content-Length";
        int at =
            restIsBlank(bytes, offset + i, offset + length)
                ? length
                : firstNonDigit(bytes, offset, i);
        h.fail("HPE_INVALID_CONTENT_LENGTH", reason, position + at);
        return;
      }
      if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 10)) > 0) {
        h.fail("HPE_INVALID_CONTENT_LENGTH", "Content-Length overflow", position + i + 1);
        return;
      }
      value = value * 10 + digit;
    }
    h.contentLength = value;
  }

  private static boolean restIsBlank(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Spaces may end the digits, so the offender is the first byte after them. */
  private static int firstNonDigit(byte[] bytes, int offset, int index) {
    int i = index;
    while (i > 0 && bytes[offset + i] == ' ') {
      i++;
    }
    return i;
  }

  /** "chunked" counts only as the last coding; a request may not name another one after it. */
  private static void transferEncoding(
      HttpParser h, byte[] bytes, int offset, int length, int position) {
    int end = offset + length;
    int p = offset;
    boolean chunked = false;
    while (p < end) {
      if (chunked && refusesCodingAfterChunked(h)) {
        badTransferEncoding(h, position + p - offset);
        return;
      }
      while (p < end && (bytes[p] == ' ' || bytes[p] == '\t')) {
        p++;
      }
      int start = p;
      while (p < end && bytes[p] != ',') {
        p++;
      }
      int stop = p;
      while (stop > start && bytes[stop - 1] == ' ') {
        stop--;
      }
      chunked = stop - start == 7 && matches(bytes, start, "chunked");
      p++;
    }
    boolean endsWithComma = length > 0 && bytes[end - 1] == ',';
    if (chunked && !endsWithComma) {
      h.flags |= HttpParser.F_CHUNKED;
    }
  }
}
