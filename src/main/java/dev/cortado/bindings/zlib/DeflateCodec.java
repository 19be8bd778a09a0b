package dev.cortado.bindings.zlib;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Deflate, bare, in zlib's format or in gzip's. */
final class DeflateCodec extends Codec {
  private static final int SYNC_FLUSH = 2;
  private static final int FULL_FLUSH = 3;
  private static final int FINISH = 4;

  private final boolean gzip;
  private final byte[] dictionary;
  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private int level;
  private byte[] pending = {};
  private int pendingStart;
  private boolean headerWritten;
  private boolean trailerWritten;

  DeflateCodec(boolean zlib, boolean gzip, int level, int strategy, byte[] dictionary) {
    this.gzip = gzip;
    this.level = level;
    this.dictionary = dictionary;
    deflater = new Deflater(level, !zlib);
    // The JDK knows no strategies beyond Huffman; the others only tune the same format.
    deflater.setStrategy(Math.min(strategy, Deflater.HUFFMAN_ONLY));
    if (dictionary != null) {
      deflater.setDictionary(dictionary);
    }
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
    long before = deflater.getBytesRead();
    deflater.setInput(in, inOff, inLen);
    if (flush == FINISH) {
      deflater.finish();
    }
    int mode =
        switch (flush) {
          case 1, SYNC_FLUSH, 5 -> Deflater.SYNC_FLUSH;
          case FULL_FLUSH -> Deflater.FULL_FLUSH;
          default -> Deflater.NO_FLUSH;
        };
    while (produced < outLen) {
      int count = deflater.deflate(out, outOff + produced, outLen - produced, mode);
      if (count == 0) {
        break;
      }
      produced += count;
    }
    consumed = (int) (deflater.getBytesRead() - before);
    if (gzip) {
      crc.update(in, inOff, consumed);
    }
    if (deflater.finished()) {
      end(out, outOff, outLen);
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
  }

  @Override
  void reset() {
    deflater.reset();
    if (dictionary != null) {
      deflater.setDictionary(dictionary);
    }
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
