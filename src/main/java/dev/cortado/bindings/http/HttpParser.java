package dev.cortado.bindings.http;

import java.util.Arrays;

/**
 * An incremental parser of HTTP/1.x requests or responses (RFC 9112), strict unless told otherwise.
 *
 * <p>Feed it bytes as they come with {@link #execute}; it may stop at any byte and goes on with the
 * next call. One parser serves all messages of a connection, one after the other. Not thread-safe.
 */
final class HttpParser {
  static final int DEFAULT_MAX_HEADER_SIZE = 16 * 1024;
  static final int MAX_CHUNK_EXTENSIONS_SIZE = 16 * 1024;

  static final int F_CONNECTION_KEEP_ALIVE = 1;
  static final int F_CONNECTION_CLOSE = 1 << 1;
  static final int F_CONNECTION_UPGRADE = 1 << 2;
  static final int F_CHUNKED = 1 << 3;
  static final int F_UPGRADE = 1 << 4;
  static final int F_CONTENT_LENGTH = 1 << 5;
  static final int F_SKIP_BODY = 1 << 6;
  static final int F_TRAILING = 1 << 7;
  static final int F_TRANSFER_ENCODING = 1 << 8;
  static final int F_HOST = 1 << 9;
  static final int F_EXPECT = 1 << 10;

  /** Which part of a message comes next. */
  enum Phase {
    START_LINE,
    HEADERS,
    BODY,
    /** The connection should have been closed: only line ends may follow. */
    CLOSED,
    /** Another protocol follows: bytes are no longer ours. */
    UPGRADED
  }

  /** What the end of the input means now. */
  private enum Eof {
    FINE,
    ENDS_MESSAGE,
    TOO_EARLY
  }

  final HttpHandler handler;
  final TextFactory text;
  boolean response;
  int lenient;
  private int maxHeaderSize = DEFAULT_MAX_HEADER_SIZE;
  private int maxHeaderItems = Integer.MAX_VALUE;

  Phase phase = Phase.START_LINE;
  int state;

  /** How much of a fixed sequence (a method, "HTTP/", a number of digits) has matched. */
  int matched;

  int method;
  int major;
  int minor;
  int status;
  int flags;
  boolean upgrade;
  Object url;
  Object statusMessage;

  /** Length of the body or chunk still to come, unsigned. */
  long contentLength;

  Object fieldName;
  int fieldKind;
  private Object[] headers = new Object[32];
  private int headerCount;

  private Eof eof = Eof.FINE;
  private HttpParseError error;
  private int inputStart;
  private int inputEnd;
  private int headEnd;
  private int headerBytes;
  int chunkExtensionBytes;

  /** Where the token under way started in this input, or -1. */
  private int spanStart = -1;

  /** What earlier inputs held of the token under way. */
  private byte[] carry = new byte[64];

  private int carried;

  HttpParser(HttpHandler handler, TextFactory text) {
    this.handler = handler;
    this.text = text;
  }

  /**
   * Makes the parser ready for a new connection.
   *
   * @param response true to parse responses
   * @param maxHeaderSize limit in bytes of start line and fields together, 0 for 16 KiB
   * @param lenient bits of {@link Lenient}
   */
  void reset(boolean response, int maxHeaderSize, int lenient) {
    this.response = response;
    this.lenient = lenient;
    this.maxHeaderSize = maxHeaderSize > 0 ? maxHeaderSize : DEFAULT_MAX_HEADER_SIZE;
    maxHeaderItems = Integer.MAX_VALUE;
    phase = Phase.START_LINE;
    state = StartLine.START;
    eof = Eof.FINE;
    error = null;
    spanStart = -1;
    carried = 0;
    clearMessage();
  }

  private void clearMessage() {
    flags = 0;
    upgrade = false;
    url = null;
    statusMessage = null;
    method = 0;
    status = 0;
    contentLength = 0;
    matched = 0;
    headerBytes = 0;
    chunkExtensionBytes = 0;
    headerCount = 0;
    fieldName = null;
  }

  /** A parser that refused its input refuses all further input with the same error. */
  HttpParseError error() {
    return error;
  }

  /**
   * Parses a piece of input.
   *
   * @return how many bytes were used: all of them, or less if another protocol follows or {@link
   *     #error()} is set
   */
  int execute(byte[] input, int offset, int length) {
    if (error != null) {
      return error.bytesParsed();
    }
    int end = offset + length;
    int p = offset;
    inputStart = offset;
    inputEnd = end;
    if (spanStart >= 0) {
      spanStart = offset;
    }
    while (p < end && error == null) {
      switch (phase) {
        case START_LINE -> p = StartLine.parse(this, input, p, end);
        case HEADERS -> p = HeaderFields.parse(this, input, p, end);
        case BODY -> p = Body.parse(this, input, p, end);
        case CLOSED -> p = skipLineEnds(input, p, end);
        case UPGRADED -> {
          return p - offset;
        }
      }
    }
    if (error == null && spanStart >= 0) {
      carryOver(input, end);
    }
    return error != null ? error.bytesParsed() : p - offset;
  }

  /**
   * Tells the parser that no more input comes. Returns the error this means, or null: also where an
   * error was found before.
   */
  HttpParseError finish() {
    if (error != null || phase == Phase.UPGRADED) {
      return null;
    }
    switch (eof) {
      case ENDS_MESSAGE -> {
        eof = Eof.FINE;
        handler.onMessageComplete();
      }
      case TOO_EARLY -> error = new HttpParseError("HPE_INVALID_EOF_STATE", "Invalid EOF state", 0);
      case FINE -> {}
    }
    return error;
  }

  private int skipLineEnds(byte[] input, int from, int end) {
    if (isLenient(Lenient.DATA_AFTER_CLOSE)) {
      return end;
    }
    int p = from;
    while (p < end && (input[p] == '\r' || input[p] == '\n')) {
      p++;
    }
    return p < end ? fail("HPE_CLOSED_CONNECTION", "Data after `Connection: close`", p + 1) : p;
  }

  // --- what the handler reads

  /** Whether the connection may serve another message after this one. */
  boolean shouldKeepAlive() {
    if (major > 0 && minor > 0) {
      if ((flags & F_CONNECTION_CLOSE) != 0) {
        return false;
      }
    } else if ((flags & F_CONNECTION_KEEP_ALIVE) == 0) {
      return false;
    }
    return !endsWithConnection();
  }

  /** Refuses heads, and trailers, of more fields than this, until the next {@link #reset}. */
  void setMaxHeadersCount(int count) {
    maxHeaderItems = 2 * count;
  }

  /** The fields collected since the last call, as name, value, name, value…; null if none. */
  Object[] takeHeaders() {
    if (headerCount == 0) {
      return null;
    }
    Object[] taken = Arrays.copyOf(headers, headerCount);
    headerCount = 0;
    return taken;
  }

  /** Asked in {@link HttpHandler#onHeadersComplete}: whether the input ends with the head. */
  boolean headEndsInput() {
    return headEnd == inputEnd;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Asked in {@link HttpHandler#onHeadersComplete}: whether a request is nothing but its head. */
  boolean isHeadOnly() {
    return !response && !upgrade && contentLength == 0 && !has(F_CHUNKED | F_TRANSFER_ENCODING);
  }

  // --- what the parts of the grammar share

  boolean isLenient(int bit) {
    return (lenient & bit) != 0;
  }

  int fail(String code, String reason, int position) {
    error = new HttpParseError(code, reason, position - inputStart);
    return position;
  }

  void beginMessage() {
    clearMessage();
    eof = Eof.TOO_EARLY;
    handler.onMessageBegin();
  }

  void beginSpan(int position) {
    spanStart = position;
  }

  /** Ends the token under way and counts it; returns null when the head grew too large. */
  Object endSpan(byte[] input, int end, boolean common) {
    int length = end - spanStart;
    if (!countHeaderBytes(length, end)) {
      return null;
    }
    Object value;
    if (carried == 0) {
      value = make(input, spanStart, length, common);
    } else {
      append(input, spanStart, length);
      value = make(carry, 0, carried, common);
      carried = 0;
    }
    spanStart = -1;
    return value;
  }

  /** Ends the token under way as bytes: calls {@code use} with the array that holds all of it. */
  <T> T endSpan(byte[] input, int end, SpanUse<T> use) {
    int length = end - spanStart;
    int start = spanStart;
    spanStart = -1;
    if (carried == 0) {
      return use.apply(this, input, start, length, start);
    }
    append(input, start, length);
    int total = carried;
    carried = 0;
    return use.apply(this, carry, 0, total, start);
  }

  /**
   * What to do with the bytes of a token; {@code position} is where it (or its rest) stood in the
   * input.
   */
  interface SpanUse<T> {
    T apply(HttpParser parser, byte[] bytes, int offset, int length, int position);
  }

  int spanLength(int end) {
    return carried + end - spanStart;
  }

  /** Moves the token under way into the carry buffer, so that another piece can be joined to it. */
  void suspendSpan(byte[] input, int end) {
    append(input, spanStart, end - spanStart);
    spanStart = -1;
  }

  /** Ends a token that {@link #suspendSpan} put aside. */
  <T> T endSuspendedSpan(int position, SpanUse<T> use) {
    int total = carried;
    carried = 0;
    return use.apply(this, carry, 0, total, position);
  }

  private Object make(byte[] bytes, int offset, int length, boolean common) {
    return common ? text.common(bytes, offset, length) : text.rare(bytes, offset, length);
  }

  private void carryOver(byte[] input, int end) {
    int length = end - spanStart;
    if (Body.isExtension(this)) {
      Body.countExtension(this, length, end);
      return;
    }
    if (countHeaderBytes(length, end - 1)) {
      append(input, spanStart, length);
    }
  }

  private void append(byte[] input, int from, int length) {
    if (carried + length > carry.length) {
      carry = Arrays.copyOf(carry, Math.max(carry.length * 2, carried + length));
    }
    System.arraycopy(input, from, carry, carried, length);
    carried += length;
  }

  boolean countHeaderBytes(int length, int position) {
    headerBytes += length;
    if (headerBytes >= maxHeaderSize) {
      fail("HPE_HEADER_OVERFLOW", "Header overflow", position + 1);
      return false;
    }
    return true;
  }

  void addHeader(Object name, Object value) {
    if (headerCount == headers.length) {
      headers = Arrays.copyOf(headers, headerCount * 2);
    }
    headers[headerCount++] = name;
    headers[headerCount++] = value;
  }

  /** Counted anew for each chunk and for the trailers. */
  void resetHeaderBytes() {
    headerBytes = 0;
  }

  // --- the end of the head and of the message

  private boolean endsWithConnection() {
    if (!response || status / 100 == 1 || status == 204 || status == 304 || has(F_SKIP_BODY)) {
      return false;
    }
    if (has(F_TRANSFER_ENCODING) && !has(F_CHUNKED)) {
      return true;
    }
    return !has(F_CHUNKED | F_CONTENT_LENGTH);
  }

  /** Called after the empty line that ends the head, or the trailers. */
  int headersDone(int position) {
    if (headerCount > maxHeaderItems) {
      return fail("HPE_HEADER_OVERFLOW", "Header overflow", position);
    }
    if (has(F_TRAILING)) {
      messageDone();
      return position;
    }
    upgrade =
        has(F_UPGRADE) && has(F_CONNECTION_UPGRADE)
            ? !response || status == 101
            : !response && method == HttpMethod.CONNECT;
    headEnd = position;
    int answer = handler.onHeadersComplete();
    headerBytes = 0;
    if (answer == HttpHandler.NO_BODY) {
      flags |= F_SKIP_BODY;
    } else if (answer == HttpHandler.UPGRADE) {
      flags |= F_SKIP_BODY;
      upgrade = true;
    } else if (answer == HttpHandler.NO_UPGRADE) {
      upgrade = false;
    }
    return chooseBody(position);
  }

  private int chooseBody(int position) {
    boolean hasBody = has(F_CHUNKED) || contentLength != 0;
    if (upgrade && ((!response && method == HttpMethod.CONNECT) || has(F_SKIP_BODY) || !hasBody)) {
      messageDone();
      phase = Phase.UPGRADED;
    } else if (response && status == 101) {
      handler.onMessageComplete();
      phase = Phase.UPGRADED;
    } else if (has(F_SKIP_BODY)
        || (response && (status / 100 == 1 || status == 204 || status == 304))) {
      messageDone();
    } else if (has(F_CHUNKED)) {
      phase = Phase.BODY;
      state = Body.CHUNK_SIZE_START;
    } else if (has(F_TRANSFER_ENCODING) && !response && refusesTransferEncoding()) {
      return fail(
          "HPE_INVALID_TRANSFER_ENCODING", "Request has invalid `Transfer-Encoding`", position);
    } else if (has(F_TRANSFER_ENCODING) || endsWithConnection()) {
      phase = Phase.BODY;
      state = Body.UNTIL_EOF;
      eof = Eof.ENDS_MESSAGE;
    } else if (contentLength == 0) {
      messageDone();
    } else {
      phase = Phase.BODY;
      state = Body.FIXED_LENGTH;
    }
    return position;
  }

  private boolean refusesTransferEncoding() {
    return !isLenient(Lenient.CHUNKED_LENGTH) && !isLenient(Lenient.TRANSFER_ENCODING);
  }

  /** Called when the message's last byte was seen. */
  void messageDone() {
    boolean keepAlive = shouldKeepAlive() || isLenient(Lenient.KEEP_ALIVE);
    boolean stop = upgrade;
    eof = Eof.FINE;
    phase = stop ? Phase.UPGRADED : keepAlive ? Phase.START_LINE : Phase.CLOSED;
    state = StartLine.START;
    handler.onMessageComplete();
  }
}
