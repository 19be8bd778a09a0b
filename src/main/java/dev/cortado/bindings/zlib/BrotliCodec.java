package dev.cortado.bindings.zlib;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.aayushatharva.brotli4j.encoder.EncoderJNI;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Brotli, both ways. */
abstract class BrotliCodec extends Codec {
  private static final int BUFFER_SIZE = 16 * 1024;
  private static final int PROCESS = 0;
  private static final int FINISH = 2;

  /** What the native side has given and nobody has taken yet. */
  private ByteBuffer pending = ByteBuffer.allocate(0);

  private BrotliCodec() {
    NativeLibrary.locate("brotli4j.library.path", "brotli");
    Brotli4jLoader.ensureAvailability();
  }

  static BrotliCodec encoder(int quality, int window, int mode) {
    return new Compressor(quality, window, mode);
  }

  static BrotliCodec decoder() {
    return new Decompressor();
  }

  @Override
  int finishFlush() {
    return FINISH;
  }

  final void setPending(ByteBuffer buffer) {
    pending = buffer;
  }

  /** Moves pending bytes to the output; false when the output is full. */
  final boolean drain(byte[] out, int outOff, int outLen) {
    int count = Math.min(pending.remaining(), outLen - produced);
    pending.get(out, outOff + produced, count);
    produced += count;
    return !pending.hasRemaining() && produced < outLen;
  }

  /** Puts the next part of the input into the native buffer; returns its length. */
  final int fill(ByteBuffer buffer, byte[] in, int inOff, int inLen) {
    int count = Math.min(buffer.capacity(), inLen - consumed);
    buffer.clear();
    buffer.put(in, inOff + consumed, count);
    consumed += count;
    return count;
  }

  private static final class Compressor extends BrotliCodec {
    private final int quality;
    private final int window;
    private final int mode;
    private EncoderJNI.Wrapper encoder;
    private boolean flushed;

    Compressor(int quality, int window, int mode) {
      this.quality = quality;
      this.window = window;
      this.mode = mode;
      open();
    }

    private void open() {
      try {
        encoder = new EncoderJNI.Wrapper(BUFFER_SIZE, quality, window, Encoder.Mode.of(mode));
      } catch (IOException e) {
        throw error("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed");
      }
    }

    @Override
    void step(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
      EncoderJNI.Operation operation = EncoderJNI.Operation.values()[Math.min(flush, FINISH)];
      if (inLen > 0) {
        flushed = false;
      }
      while (drain(out, outOff, outLen)) {
        if (encoder.hasMoreOutput()) {
          setPending(encoder.pull());
        } else if (encoder.isFinished()) {
          finished = true;
          return;
        } else if (encoder.hasRemainingInput()) {
          encoder.push(EncoderJNI.Operation.PROCESS, 0);
        } else if (consumed < inLen) {
          int count = fill(encoder.getInputBuffer(), in, inOff, inLen);
          encoder.push(EncoderJNI.Operation.PROCESS, count);
        } else if (flush != PROCESS && !flushed) {
          flushed = true;
          encoder.push(operation, 0);
        } else {
          return;
        }
      }
    }

    @Override
    void reset() {
      close();
      open();
      setPending(ByteBuffer.allocate(0));
      flushed = false;
      finished = false;
    }

    @Override
    void close() {
      encoder.destroy();
    }

    @Override
    boolean isDecoder() {
      return false;
    }
  }

  private static final class Decompressor extends BrotliCodec {
    private DecoderJNI.Wrapper decoder;

    Decompressor() {
      open();
    }

    private void open() {
      try {
        decoder = new DecoderJNI.Wrapper(BUFFER_SIZE);
      } catch (IOException e) {
        throw error("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed");
      }
    }

    @Override
    void step(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
      while (drain(out, outOff, outLen)) {
        if (decoder.hasOutput()) {
          setPending(decoder.pull());
          continue;
        }
        switch (decoder.getStatus()) {
          case DONE -> {
            finished = true;
            return;
          }
          case ERROR -> throw error("ERR_BROTLI_DECOMPRESSION_FAILED", "Decompression failed");
          case NEEDS_MORE_INPUT -> {
            if (consumed == inLen) {
              return;
            }
            decoder.push(fill(decoder.getInputBuffer(), in, inOff, inLen));
          }
          default -> decoder.push(0);
        }
      }
    }

    @Override
    void reset() {
      close();
      open();
      setPending(ByteBuffer.allocate(0));
      finished = false;
    }

    @Override
    void close() {
      decoder.destroy();
    }

    @Override
    boolean isDecoder() {
      return true;
    }
  }
}
