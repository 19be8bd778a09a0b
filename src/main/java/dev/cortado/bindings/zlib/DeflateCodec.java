package dev.cortado.bindings.zlib;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Deflate, bare, in zlib's format or in gzip's.
 *
 * <p>The JDK always has a window of 32 KiB, no strategies beyond Huffman and no {@code memLevel}:
 * {@link LibzDeflateCodec} does the rest. Where there is no such library this one takes its place.
 * For a smaller window, which the receiver may have asked for, the input is cut into blocks of its
 * size, and a full flush between them has none refer to the one before.
 */
final class DeflateCodec extends Codec {
  private static final int SYNC_FLUSH = 2;
  private static final int FULL_FLUSH = 3;
  private static final int FINISH = 4;
  private static final int MAX_WINDOW_BITS = 15;
  private static final int DEFAULT_MEM_LEVEL = 8;
  private static final int PARAMS_ROOM = 1024;
  private static final byte[] NOTHING = {};

  private final boolean zlib;
  private final boolean gzip;
  private final int windowBits;
  private final byte[] dictionary;
  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private int level;
  private byte[] pending = {};
  private int pendingStart;
  private boolean headerWritten;
  private boolean trailerWritten;
  // How much of the input may still refer to what is in the window now.
  private int blockLeft;
  private boolean blockEnds;
  private int zlibHeaderBytes;

  DeflateCodec(
      boolean zlib, boolean gzip, int level, int windowBits, int strategy, byte[] dictionary) {
    this.zlib = zlib;
    this.gzip = gzip;
    // Eight bits are nine, as in zlib: its encoder has a bug there.
    this.windowBits = windowBits == 8 ? 9 : windowBits;
    this.level = level;
    this.dictionary = dictionary;
    deflater = new Deflater(level, !zlib);
    // The JDK knows no strategies beyond Huffman; the others only tune the same format.
    deflater.setStrategy(Math.min(strategy, Deflater.HUFFMAN_ONLY));
    start();
    // Takes the strategy over: a call that does so may write nothing, which would look like the
    // end.
    deflater.deflate(NOTHING);
  }

  /** Whether these settings are among those that the JDK has. */
  static boolean does(int windowBits, int memLevel, int strategy) {
    return windowBits == MAX_WINDOW_BITS
        && memLevel == DEFAULT_MEM_LEVEL
        && strategy <= Deflater.HUFFMAN_ONLY;
  }

  private void start() {
    blockLeft = hasFullWindow() ? Integer.MAX_VALUE : 1 << windowBits;
    blockEnds = false;
    zlibHeaderBytes = 0;
    if (dictionary != null) {
      deflater.setDictionary(dictionary);
      if (!hasFullWindow()) {
        blockLeft = Math.max(0, blockLeft - dictionary.length);
        blockEnds = blockLeft == 0;
      }
    }
  }

  private boolean hasFullWindow() {
    return windowBits == MAX_WINDOW_BITS;
  }

  @Override
  void step(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
    if (gzip && !headerWritten) {
      headerWritten = true;
      byte speed = (byte) (level == 9 ? 2 : level == 1 ? 4 : 0);
      setPending(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, speed, 3});
    }
    drain(out, outOff, outLen);
    if (pendingStart < pending.length || finished) {
      return;
    }
    do {
      if (blockEnds && !endBlock(out, outOff, outLen)) {
        return;
      }
      deflateBlock(flush, in, inOff, inLen, out, outOff, outLen);
    } while (blockEnds && produced < outLen && consumed < inLen);
    if (deflater.finished()) {
      end(out, outOff, outLen);
    }
  }

  /** Takes input up to the end of the window's block. */
  private void deflateBlock(
      int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
    int start = consumed;
    int count = Math.min(inLen - start, blockLeft);
    boolean isLast = start + count == inLen;
    long before = deflater.getBytesRead();
    deflater.setInput(in, inOff + start, count);
    if (flush == FINISH && isLast) {
      deflater.finish();
    }
    deflate(isLast ? mode(flush) : Deflater.NO_FLUSH, out, outOff, outLen);
    consumed = start + (int) (deflater.getBytesRead() - before);
    if (gzip) {
      crc.update(in, inOff + start, consumed - start);
    }
    if (!hasFullWindow()) {
      blockLeft -= consumed - start;
      blockEnds = blockLeft == 0 && !deflater.finished();
    }
  }

  /** Has nothing that comes refer to what was; false as long as there is no room to say so. */
  private boolean endBlock(byte[] out, int outOff, int outLen) {
    deflater.setInput(new byte[0]);
    deflate(Deflater.FULL_FLUSH, out, outOff, outLen);
    if (produced == outLen) {
      return false;
    }
    blockLeft = 1 << windowBits;
    blockEnds = false;
    return true;
  }

  private static int mode(int flush) {
    return switch (flush) {
      case 1, SYNC_FLUSH, 5 -> Deflater.SYNC_FLUSH;
      case FULL_FLUSH -> Deflater.FULL_FLUSH;
      default -> Deflater.NO_FLUSH;
    };
  }

  private void deflate(int mode, byte[] out, int outOff, int outLen) {
    while (produced < outLen) {
      int at = outOff + produced;
      int count = deflater.deflate(out, at, outLen - produced, mode);
      if (count == 0) {
        break;
      }
      announceWindow(out, at, count);
      produced += count;
    }
  }

  /** Puts the window's size into the two bytes that zlib's format begins with. */
  private void announceWindow(byte[] out, int at, int count) {
    if (!zlib || hasFullWindow()) {
      return;
    }
    int first = windowBits - 8 << 4 | Deflater.DEFLATED;
    for (int i = 0; i < count && zlibHeaderBytes < 2; i++, zlibHeaderBytes++) {
      if (zlibHeaderBytes == 0) {
        out[at + i] = (byte) first;
      } else {
        int flags = out[at + i] & 0xe0;
        out[at + i] = (byte) (flags + (31 - (first * 256 + flags) % 31) % 31);
      }
    }
  }

  private void end(byte[] out, int outOff, int outLen) {
    if (gzip && !trailerWritten) {
      trailerWritten = true;
      byte[] trailer = new byte[8];
      long value = crc.getValue() | deflater.getBytesRead() << 32;
      for (int i = 0; i < 8; i++) {
        trailer[i] = (byte) (value >> 8 * i);
      }
      setPending(trailer);
    }
    drain(out, outOff, outLen);
    finished = pendingStart == pending.length;
  }

  private void setPending(byte[] bytes) {
    pending = bytes;
    pendingStart = 0;
  }

  private void drain(byte[] out, int outOff, int outLen) {
    int count = Math.min(pending.length - pendingStart, outLen - produced);
    System.arraycopy(pending, pendingStart, out, outOff + produced, count);
    pendingStart += count;
    produced += count;
    if (trailerWritten && pendingStart == pending.length) {
      finished = true;
    }
  }

  @Override
  void setParameters(int newLevel, int strategy) {
    level = newLevel;
    deflater.setLevel(newLevel);
    deflater.setStrategy(Math.min(strategy, Deflater.HUFFMAN_ONLY));
    // The JDK hands them on with the next input, which zlib would still compress with those before.
    byte[] written = new byte[PARAMS_ROOM];
    deflater.setInput(new byte[0]);
    int count = deflater.deflate(written, 0, written.length, Deflater.NO_FLUSH);
    announceWindow(written, 0, count);
    byte[] before = Arrays.copyOfRange(pending, pendingStart, pending.length + count);
    System.arraycopy(written, 0, before, pending.length - pendingStart, count);
    setPending(before);
  }

  @Override
  void reset() {
    deflater.reset();
    start();
    crc.reset();
    setPending(new byte[0]);
    headerWritten = false;
    trailerWritten = false;
    finished = false;
  }

  @Override
  void close() {
    deflater.end();
  }

  @Override
  boolean isDecoder() {
    return false;
  }

  @Override
  int finishFlush() {
    return FINISH;
  }
}
