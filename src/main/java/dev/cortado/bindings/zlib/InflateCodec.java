package dev.cortado.bindings.zlib;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflate, bare, from zlib's format, from gzip's, or from whichever of the two it finds. */
final class InflateCodec extends Codec {
  private static final int FINISH = 4;
  private static final int TRAILER = 8;

  enum Format {
    RAW,
    ZLIB,
    GZIP,
    DETECT,
  }

  private enum Stage {
    HEADER,
    BODY,
    TRAILER,
    DONE,
  }

  private static final int MAX_WINDOW_BITS = 15;

  private final Format format;
  private final int windowBits;
  private final boolean takesOneMember;
  private final byte[] dictionary;
  private final CRC32 crc = new CRC32();
  private final byte[] trailer = new byte[TRAILER];
  private int trailerLength;
  private GzipHeader header;
  private Format actual;
  private Stage stage;
  private Inflater inflater;

  /**
   * A decompressor.
   *
   * @param windowBits the largest window that is taken, or 0 for any
   * @param takesOneMember whether what follows gzip's first member is left alone
   */
  InflateCodec(Format format, int windowBits, boolean takesOneMember, byte[] dictionary) {
    this.format = format;
    this.windowBits = windowBits == 0 ? MAX_WINDOW_BITS : windowBits;
    this.takesOneMember = takesOneMember;
    this.dictionary = dictionary;
    reset();
  }

  @Override
  void step(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
    while (true) {
      switch (stage) {
        case HEADER -> {
          if (!readHeader(in, inOff, inLen)) {
            return;
          }
        }
        case BODY -> {
          if (!readBody(in, inOff, inLen, out, outOff, outLen)) {
            return;
          }
        }
        case TRAILER -> {
          if (!readTrailer(in, inOff, inLen)) {
            return;
          }
        }
        case DONE -> {
          finished = true;
          // Another member may follow the first; zeros are padding.
          if (actual != Format.GZIP
              || takesOneMember
              || consumed == inLen
              || in[inOff + consumed] == 0) {
            return;
          }
          startMember();
        }
      }
    }
  }

  private void startMember() {
    expectHeader();
    inflater.reset();
  }

  private void expectHeader() {
    finished = false;
    stage = Stage.HEADER;
    header = new GzipHeader();
    trailerLength = 0;
    crc.reset();
  }

  private boolean readHeader(byte[] in, int inOff, int inLen) {
    if (actual == Format.DETECT && consumed < inLen) {
      actual = in[inOff + consumed] == GzipHeader.FIRST_BYTE ? Format.GZIP : Format.ZLIB;
    }
    if (actual == Format.DETECT) {
      return false;
    }
    while (actual == Format.GZIP && !header.isComplete()) {
      if (consumed == inLen) {
        return false;
      }
      header.take(in[inOff + consumed++]);
    }
    if (actual == Format.ZLIB && windowBits < MAX_WINDOW_BITS && consumed < inLen) {
      checkWindow(in[inOff + consumed]);
    }
    if (inflater == null) {
      inflater = new Inflater(actual != Format.ZLIB);
      if (dictionary != null && actual == Format.RAW) {
        inflater.setDictionary(dictionary);
      }
    }
    stage = Stage.BODY;
    return true;
  }

  /** The first byte of zlib's format says how far back the data may refer. */
  private void checkWindow(byte first) {
    if ((first & 15) == 8 && ((first & 255) >>> 4) + 8 > windowBits) {
      throw error("Z_DATA_ERROR", "invalid window size");
    }
  }

  private boolean readBody(byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
    inflater.setInput(in, inOff + consumed, inLen - consumed);
    try {
      while (true) {
        long before = inflater.getBytesRead();
        int count = inflater.inflate(out, outOff + produced, outLen - produced);
        consumed += (int) (inflater.getBytesRead() - before);
        if (actual == Format.GZIP) {
          crc.update(out, outOff + produced, count);
        }
        produced += count;
        if (inflater.finished()) {
          stage = actual == Format.GZIP ? Stage.TRAILER : Stage.DONE;
          return true;
        }
        if (inflater.needsDictionary()) {
          giveDictionary();
        } else if (count == 0 || produced == outLen) {
          return false;
        }
      }
    } catch (DataFormatException e) {
      String message = e.getMessage();
      throw error("Z_DATA_ERROR", message == null ? "Zlib error" : message);
    }
  }

  private void giveDictionary() {
    if (dictionary == null) {
      throw error("Z_NEED_DICT", "Missing dictionary");
    }
    try {
      inflater.setDictionary(dictionary);
    } catch (IllegalArgumentException _) {
      throw error("Z_NEED_DICT", "Bad dictionary");
    }
  }

  private boolean readTrailer(byte[] in, int inOff, int inLen) {
    while (trailerLength < TRAILER) {
      if (consumed == inLen) {
        return false;
      }
      trailer[trailerLength++] = in[inOff + consumed++];
    }
    if (int32(trailer, 0) != (int) crc.getValue()) {
      throw error("Z_DATA_ERROR", "incorrect data check");
    }
    if (int32(trailer, 4) != (int) inflater.getBytesWritten()) {
      throw error("Z_DATA_ERROR", "incorrect length check");
    }
    stage = Stage.DONE;
    return true;
  }

  private static int int32(byte[] bytes, int at) {
    return bytes[at] & 255
        | (bytes[at + 1] & 255) << 8
        | (bytes[at + 2] & 255) << 16
        | bytes[at + 3] << 24;
  }

  @Override
  void reset() {
    close();
    inflater = null;
    actual = format;
    expectHeader();
  }

  @Override
  void close() {
    if (inflater != null) {
      inflater.end();
    }
  }

  @Override
  boolean isDecoder() {
    return true;
  }

  @Override
  int finishFlush() {
    return FINISH;
  }
}
