package dev.cortado.bindings.zlib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/** Brotli, both ways. */
abstract class BrotliCodec extends ForeignCodec {
  private static final int PROCESS = 0;
  private static final int FINISH = 2;
  private static final long POINTER = ADDRESS.byteSize();

  /** The library's functions for the life of a stream, which each direction has its own of. */
  private record Direction(MethodHandle create, MethodHandle destroy, MethodHandle setParameter) {
    static final Direction ENCODER =
        new Direction(
            BrotliLibrary.NEW_ENCODER, BrotliLibrary.FREE_ENCODER, BrotliLibrary.SET_ENCODER);
    static final Direction DECODER =
        new Direction(
            BrotliLibrary.NEW_DECODER, BrotliLibrary.FREE_DECODER, BrotliLibrary.SET_DECODER);
  }

  /** What the library calls by address: size and place of the input, then of the output. */
  private final MemorySegment window = arena.allocate(4 * POINTER, POINTER);

  final MemorySegment availIn = window.asSlice(0);
  final MemorySegment nextIn = window.asSlice(POINTER);
  final MemorySegment availOut = window.asSlice(2 * POINTER);
  final MemorySegment nextOut = window.asSlice(3 * POINTER);

  private final Direction direction;
  private final Map<Integer, Integer> parameters;
  MemorySegment state;

  private BrotliCodec(Direction direction, Map<Integer, Integer> parameters) {
    this.direction = direction;
    this.parameters = parameters;
    begin();
  }

  static BrotliCodec encoder(Map<Integer, Integer> parameters) {
    return new Compressor(parameters);
  }

  static BrotliCodec decoder(Map<Integer, Integer> parameters) {
    return new Decompressor(parameters);
  }

  /** Begins a stream with the parameters, which the library refuses by a result of 0. */
  private void begin() {
    boolean isRefused = false;
    endStream();
    try {
      state =
          (MemorySegment)
              direction.create.invokeExact(
                  MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL);
      own(direction.destroy, state);
      for (final Map.Entry<Integer, Integer> parameter : parameters.entrySet()) {
        final int key = parameter.getKey();
        final int value = parameter.getValue();
        isRefused |= (int) direction.setParameter.invokeExact(state, key, value) == 0;
      }
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
    if (isRefused) {
      close();
      throw error("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed");
    }
  }

  final void setWindow(int length, int room) {
    availIn.set(JAVA_LONG, 0, length);
    nextIn.set(ADDRESS, 0, input);
    availOut.set(JAVA_LONG, 0, room);
    nextOut.set(ADDRESS, 0, output);
  }

  final void readWindow(int length, int room) {
    taken = length - (int) availIn.get(JAVA_LONG, 0);
    given = room - (int) availOut.get(JAVA_LONG, 0);
  }

  static int ask(MethodHandle question, MemorySegment state) {
    try {
      return (int) question.invokeExact(state);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  @Override
  void reset() {
    finished = false;
    begin();
  }

  @Override
  int noFlush() {
    return PROCESS;
  }

  @Override
  int finishFlush() {
    return FINISH;
  }

  private static final class Compressor extends BrotliCodec {
    Compressor(Map<Integer, Integer> parameters) {
      super(Direction.ENCODER, parameters);
    }

    @Override
    boolean process(int flush, int length, int room) {
      setWindow(length, room);
      final int isOk;
      try {
        isOk =
            (int)
                BrotliLibrary.COMPRESS.invokeExact(
                    state, flush, availIn, nextIn, availOut, nextOut, MemorySegment.NULL);
      } catch (Throwable thrown) {
        throw unexpected(thrown);
      }
      readWindow(length, room);
      if (isOk == 0) {
        throw error("ERR_BROTLI_COMPRESSION_FAILED", "Compression failed");
      }
      finished = ask(BrotliLibrary.ENCODER_IS_FINISHED, state) != 0;
      return ask(BrotliLibrary.ENCODER_HAS_MORE, state) != 0;
    }

    @Override
    boolean isDecoder() {
      return false;
    }
  }

  private static final class Decompressor extends BrotliCodec {
    private static final int FAILED = 0;
    private static final int DONE = 1;
    private static final int NEEDS_ROOM = 3;
    private static final int NAME_LENGTH = 100;

    Decompressor(Map<Integer, Integer> parameters) {
      super(Direction.DECODER, parameters);
    }

    @Override
    boolean process(int flush, int length, int room) {
      setWindow(length, room);
      final int result;
      try {
        result =
            (int)
                BrotliLibrary.DECOMPRESS.invokeExact(
                    state, availIn, nextIn, availOut, nextOut, MemorySegment.NULL);
      } catch (Throwable thrown) {
        throw unexpected(thrown);
      }
      readWindow(length, room);
      if (result == FAILED) {
        throw failure();
      }
      finished = result == DONE;
      return result == NEEDS_ROOM;
    }

    /** {@code lib/internal/zlib} knows the number by the name. */
    private RuntimeException failure() {
      final int number = ask(BrotliLibrary.DECODER_ERROR, state);
      final MemorySegment name;
      try {
        name = (MemorySegment) BrotliLibrary.ERROR_NAME.invokeExact(number);
      } catch (Throwable thrown) {
        throw unexpected(thrown);
      }
      return error("ERR_" + name.reinterpret(NAME_LENGTH).getString(0), "Decompression failed");
    }

    @Override
    boolean isDecoder() {
      return true;
    }
  }
}
