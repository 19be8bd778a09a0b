package dev.cortado.bindings.zlib;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;

/**
 * A codec that a C library does, called through FFM. Bytes pass through two buffers outside the
 * Java heap, because the libraries keep pointers in a struct of their own.
 */
abstract class ForeignCodec extends Codec {
  private static final int BUFFER_SIZE = 32 * 1024;
  private static final Linker LINKER = Linker.nativeLinker();

  /** What a codec holds outside the Java heap. It must not lead to the codec itself. */
  private static final class Memory implements Runnable {
    final Arena arena = Arena.ofShared();
    MethodHandle end;
    MemorySegment state;

    void endStream() {
      if (state == null) {
        return;
      }
      try {
        final int ignored = (int) end.invokeExact(state);
      } catch (Throwable thrown) {
        throw unexpected(thrown);
      }
      state = null;
    }

    @Override
    public void run() {
      endStream();
      arena.close();
    }
  }

  private final Memory memory = new Memory();
  private final Cleaner.Cleanable cleanable = Forgotten.CLEANER.register(this, memory);

  /** Lives as long as the codec. */
  final Arena arena = memory.arena;

  final MemorySegment input = arena.allocate(BUFFER_SIZE);
  final MemorySegment output = arena.allocate(BUFFER_SIZE);

  /** What the last {@link #process} took of the input buffer and put into the output buffer. */
  int taken;

  int given;

  /**
   * Calls the library once. The first {@code length} bytes of the input buffer are the input, the
   * first {@code room} bytes of the output buffer may be written.
   *
   * @return whether it has more to do, with more input or more room
   */
  abstract boolean process(int flush, int length, int room);

  /** The value of {@code flush} that asks for nothing. */
  abstract int noFlush();

  @Override
  final void step(int flush, byte[] in, int inOff, int inLen, byte[] out, int outOff, int outLen) {
    if (finished) {
      return;
    }
    boolean more;
    do {
      final int length = Math.min(inLen - consumed, BUFFER_SIZE);
      final int room = Math.min(outLen - produced, BUFFER_SIZE);
      MemorySegment.copy(in, inOff + consumed, input, JAVA_BYTE, 0, length);
      final boolean isLast = consumed + length == inLen;
      more = process(isLast ? flush : noFlush(), length, room);
      MemorySegment.copy(output, JAVA_BYTE, 0, out, outOff + produced, given);
      consumed += taken;
      produced += given;
    } while (!finished && produced < outLen && (more || consumed < inLen));
  }

  /**
   * Says what the library made, so that it is freed with the codec.
   *
   * @param end the library's function, of one pointer
   */
  final void own(MethodHandle end, MemorySegment state) {
    memory.end = end;
    memory.state = state;
  }

  /** Frees what the library made, for another one to take its place. */
  final void endStream() {
    memory.endStream();
  }

  @Override
  final void close() {
    cleanable.clean();
  }

  static MethodHandle link(
      SymbolLookup library, String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        library.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /** What only a wrong call of our own can throw. */
  static IllegalStateException unexpected(Throwable thrown) {
    return new IllegalStateException(thrown);
  }
}
