package dev.cortado.bindings.http;

/**
 * What a parser may put up with, as bits; the numbers are part of {@code HTTPParser}'s interface.
 */
final class Lenient {
  static final int NONE = 0;
  static final int HEADERS = 1;
  static final int CHUNKED_LENGTH = 1 << 1;
  static final int KEEP_ALIVE = 1 << 2;
  static final int TRANSFER_ENCODING = 1 << 3;
  static final int VERSION = 1 << 4;
  static final int DATA_AFTER_CLOSE = 1 << 5;
  static final int OPTIONAL_LF_AFTER_CR = 1 << 6;
  static final int OPTIONAL_CRLF_AFTER_CHUNK = 1 << 7;
  static final int OPTIONAL_CR_BEFORE_LF = 1 << 8;
  static final int SPACES_AFTER_CHUNK_SIZE = 1 << 9;
  static final int ALL = (1 << 10) - 1;

  private Lenient() {}
}
