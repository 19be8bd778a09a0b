package dev.cortado.bindings.zlib;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Map;

/** Zstandard, both ways. */
abstract class ZstdCodec extends Codec {
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final int CONTINUE = 0;
  private static final int END = 2;

  static {
    NativeLibrary.locate("ZstdNativePath", "zstd-jni");
  }

  final ByteBuffer source = ByteBuffer.allocateDirect(BUFFER_SIZE).limit(0);
  final ByteBuffer pending = ByteBuffer.allocateDirect(BUFFER_SIZE).limit(0);

  private final Cleaner.Cleanable cleanable;

  /**
   * @param free what zstd-jni holds outside the Java heap; it must not lead to the codec
   */
  private ZstdCodec(Runnable free) {
    cleanable = Forgotten.CLEANER.register(this, free);
  }

  /**
   * A compressor.
   *
   * @param pledgedSize how long the input will be, or -1 where that is not known
   */
  static ZstdCodec encoder(Map<Integer, Integer> parameters, byte[] dictionary, long pledgedSize) {
    return new Compressor(new ZstdCompressCtx(), parameters, dictionary, pledgedSize);
  }

  static ZstdCodec decoder(byte[] dictionary) {
    return new Decompressor(new ZstdDecompressCtx(), dictionary);
  }

  @Override
  final void close() {
    cleanable.clean();
  }

  @Override
  int finishFlush() {
    return END;
  }

  final boolean drain(byte[] out, int outOff, int outLen) {
    int count = Math.min(pending.remaining(), outLen - produced);
    pending.get(out, outOff + produced, count);
    produced += count;
    return !pending.hasRemaining() && produced < outLen;
  }

  final void fill(byte[] in, int inOff, int inLen) {
    if (!source.hasRemaining()) {
      int count = Math.min(source.capacity(), inLen - consumed);
      source.clear();
      source.put(in, inOff + consumed, count).flip();
      consumed += count;
    }
  }

  final void clear() {
    source.limit(0);
    pending.limit(0);
    finished = false;
  }

  /** The code tells the number, from which {@code lib/zlib.js} makes the name. */
  private static RuntimeException failure(ZstdException e) {
    return error("ZSTD_error_" + Math.abs(e.getErrorCode()), e.getMessage());
  }

  private static final class Compressor extends ZstdCodec {
    private final ZstdCompressCtx context;
    private final Map<Integer, Integer> parameters;
    private final byte[] dictionary;
    private final long pledgedSize;
    private boolean begun;

    Compressor(
        ZstdCompressCtx context,
        Map<Integer, Integer> parameters,
        byte[] dictionary,
        long pledgedSize) {
      super(context::close);
      this.context = context;
      this.parameters = parameters;
      this.dictionary = dictionary;
      this.pledgedSize = pledgedSize;
      configure();
    }

    private void configure() {
      try {
        parameters.forEach(this::setParameter);
        if (dictionary != null) {
          context.loadDict(dictionary);
        }
        if (pledgedSize >= 0) {
          context.setPledgedSrcSize(pledgedSize);
        }
      } catch (ZstdException e) {
        close();
        throw error("ERR_ZLIB_INITIALIZATION_FAILED", "Setting parameter failed");
      }
    }

    private void setParameter(int parameter, int value) {
      switch (parameter) {
        case 100 -> context.setLevel(value);
        case 101 -> context.setWindowLog(value);
        case 102 -> context.setHashLog(value);
        case 103 -> context.setChainLog(value);
        case 104 -> context.setSearchLog(value);
        case 105 -> context.setMinMatch(value);
        case 106 -> context.setTargetLength(value);
        case 107 -> context.setStrategy(value);
        case 160 ->
            context.setEnableLongDistanceMatching(
                com.github.luben.zstd.Zstd.ParamSwitch.values()[value == 0 ? 2 : 1]);
        case 200 -> context.setContentSize(value != 0);
        case 201 -> context.setChecksum(value != 0);
        case 202 -> context.setDictID(value != 0);
        case 400 -> context.setWorkers(value);
        case 401 -> context.setJobSize(value);
        case 402 -> context.setOverlapLog(value);
        case 161, 162, 163, 164 -> {
          // Tuning of long distance matching that zstd-jni does not hand on: the format stays the
          // same without.
        }
        default -> throw error("ERR_ZLIB_INITIALIZATION_FAILED", "Setting parameter failed");
      }
    }

    @Override
    void step(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
      while (drain(out, outOff, outLen)) {
        fill(in, inOff, inLen);
        boolean last = consumed == inLen;
        boolean hasInput = source.hasRemaining();
        if (!hasInput && (finished || flush == CONTINUE && begun)) {
          return;
        }
        finished = false;
        EndDirective directive =
            !last ? EndDirective.CONTINUE : EndDirective.values()[Math.min(flush, END)];
        boolean done;
        // Even a first call with no input counts: one that ends the stream would overrule the
        // pledge.
        begun = true;
        try {
          pending.clear();
          done = context.compressDirectByteBufferStream(pending, source, directive);
          pending.flip();
        } catch (ZstdException e) {
          throw failure(e);
        }
        if (last && done && !source.hasRemaining()) {
          finished = flush == END;
          if (!pending.hasRemaining() || !drain(out, outOff, outLen) || flush != END) {
            drain(out, outOff, outLen);
            return;
          }
        }
      }
    }

    @Override
    void reset() {
      context.reset();
      configure();
      clear();
      begun = false;
    }

    @Override
    boolean isDecoder() {
      return false;
    }
  }

  private static final class Decompressor extends ZstdCodec {
    private final ZstdDecompressCtx context;
    private final byte[] dictionary;
    private boolean outputWasFull;

    Decompressor(ZstdDecompressCtx context, byte[] dictionary) {
      super(context::close);
      this.context = context;
      this.dictionary = dictionary;
      configure();
    }

    private void configure() {
      if (dictionary != null) {
        context.loadDict(dictionary);
      }
    }

    @Override
    void step(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
      while (drain(out, outOff, outLen)) {
        fill(in, inOff, inLen);
        if (!source.hasRemaining() && !outputWasFull) {
          return;
        }
        try {
          pending.clear();
          finished = context.decompressDirectByteBufferStream(pending, source);
          outputWasFull = !pending.hasRemaining();
          pending.flip();
        } catch (ZstdException e) {
          throw failure(e);
        }
      }
    }

    @Override
    void reset() {
      context.reset();
      configure();
      clear();
      outputWasFull = false;
    }

    @Override
    boolean isDecoder() {
      return true;
    }
  }
}
