package dev.cortado.bindings.zlib;

import dev.cortado.engine.NodeException;
import java.lang.ref.Cleaner;

/**
 * A compressor or decompressor. Each {@link #run} takes what it can from the input and fills the
 * output; it stops when the output is full, or when the input is used up and the flush is done.
 */
abstract class Codec {
  /**
   * Frees the native memory of streams that a program forgets instead of closing them. The JDK's
   * own codecs have such a thing, so it is made with the first of the others.
   */
  static final class Forgotten {
    static final Cleaner CLEANER = Cleaner.create();

    private Forgotten() {}
  }

  /** How many bytes the last run took and gave. */
  int consumed;

  int produced;

  /** The end of the compressed stream has been written or read. */
  boolean finished;

  final void run(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
    consumed = 0;
    produced = 0;
    step(flush, in, inOff, inLen, out, outOff, outLen);
    if (isDecoder() && flush == finishFlush() && !finished && produced < outLen) {
      throw error("Z_BUF_ERROR", "unexpected end of file");
    }
  }

  abstract void step(
      int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen);

  abstract void reset();

  /** Frees native memory. */
  abstract void close();

  abstract boolean isDecoder();

  /** The value of {@code flush} that says that no more input follows. */
  abstract int finishFlush();

  /** Changes how what comes is compressed; means nothing to a decompressor. */
  void setParameters(int level, int strategy) {}

  static NodeException error(String code, String message) {
    return new NodeException(NodeException.Kind.ERROR, code, message);
  }
}
