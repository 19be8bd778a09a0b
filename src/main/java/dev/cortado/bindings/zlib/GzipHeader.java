package dev.cortado.bindings.zlib;

import java.util.zip.CRC32;

/**
 * The header of a gzip member, RFC 1952, read byte by byte: its name and comment may be of any
 * length, and none of it is kept.
 */
final class GzipHeader {
  /** What gzip's format begins with, and zlib's does not. */
  static final byte FIRST_BYTE = 0x1f;

  private static final int FIXED_LENGTH = 10;
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  /** In the order of the format. */
  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CRC,
    NONE;

    private static final Part[] ORDER = values();
  }

  private final CRC32 checksum = new CRC32();
  private Part part = Part.FIXED;
  private int position;
  private int flags;
  private int extraLength;
  private int crc;

  boolean isComplete() {
    return part == Part.NONE;
  }

  /**
   * Reads the next byte.
   *
   * @throws dev.cortado.engine.NodeException as soon as this can be no header
   */
  void take(byte next) {
    int value = next & 255;
    if (part != Part.CRC) {
      checksum.update(value);
    }
    boolean isLast =
        switch (part) {
          case FIXED -> takeFixed(value);
          case EXTRA_LENGTH -> {
            extraLength |= value << 8 * position;
            yield position == 1;
          }
          case EXTRA -> position == extraLength - 1;
          case NAME, COMMENT -> value == 0;
          case CRC -> takeCrc(value);
          case NONE -> throw new IllegalStateException("The header is complete");
        };
    position++;
    if (isLast) {
      position = 0;
      do {
        part = Part.ORDER[part.ordinal() + 1];
      } while (!isThere());
    }
  }

  private boolean takeFixed(int value) {
    switch (position) {
      case 0 -> check(value == FIRST_BYTE, "incorrect header check");
      case 1 -> check(value == 0x8b, "incorrect header check");
      case 2 -> check(value == 8, "unknown compression method");
      case 3 -> {
        check((value & RESERVED) == 0, "unknown header flags set");
        flags = value;
      }
      default -> {
        // The time, and what made the file.
      }
    }
    return position == FIXED_LENGTH - 1;
  }

  private boolean takeCrc(int value) {
    crc |= value << 8 * position;
    if (position == 0) {
      return false;
    }
    check(crc == (checksum.getValue() & 0xffff), "header crc mismatch");
    return true;
  }

  private boolean isThere() {
    return switch (part) {
      case EXTRA_LENGTH -> (flags & HAS_EXTRA) != 0;
      case EXTRA -> extraLength > 0;
      case NAME -> (flags & HAS_NAME) != 0;
      case COMMENT -> (flags & HAS_COMMENT) != 0;
      case CRC -> (flags & HAS_CRC) != 0;
      case FIXED, NONE -> true;
    };
  }

  private static void check(boolean isRight, String message) {
    if (!isRight) {
      throw Codec.error("Z_DATA_ERROR", message);
    }
  }
}
