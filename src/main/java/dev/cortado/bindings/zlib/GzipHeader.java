package dev.cortado.bindings.zlib;

/** The header of a gzip member, RFC 1952. */
final class GzipHeader {
  private static final int FIXED = 10;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private GzipHeader() {}

  /**
   * Whether these bytes, the first of a member, are its whole header.
   *
   * @throws dev.cortado.engine.NodeException as soon as they can be none
   */
  static boolean isComplete(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] != 0x1f || bytes.length > 1 && bytes[1] != (byte) 0x8b) {
      throw Codec.error("Z_DATA_ERROR", "incorrect header check");
    }
    if (bytes.length > 2 && bytes[2] != 8) {
      throw Codec.error("Z_DATA_ERROR", "unknown compression method");
    }
    if (bytes.length > 3 && (bytes[3] & RESERVED) != 0) {
      throw Codec.error("Z_DATA_ERROR", "unknown header flags set");
    }
    if (bytes.length < FIXED) {
      return false;
    }
    int flags = bytes[3];
    int at = FIXED;
    if ((flags & EXTRA) != 0) {
      if (bytes.length < at + 2) {
        return false;
      }
      at += 2 + (bytes[at] & 255 | (bytes[at + 1] & 255) << 8);
    }
    for (int flag : new int[] {NAME, COMMENT}) {
      if ((flags & flag) != 0) {
        while (at < bytes.length && bytes[at] != 0) {
          at++;
        }
        at++;
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      at += 2;
    }
    return bytes.length >= at;
  }
}
