package dev.cortado.bindings.zlib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * Deflate by the system's zlib, for what {@link java.util.zip.Deflater} can't say: {@code
 * memLevel}, {@code windowBits}, and the strategies {@code Z_RLE} and {@code Z_FIXED}.
 */
final class LibzDeflateCodec extends ForeignCodec {
  /** Whether this machine has the library. */
  static final boolean AVAILABLE = Library.SYMBOLS != null;

  private static final int NO_FLUSH = 0;
  private static final int FINISH = 4;
  private static final int DEFLATED = 8;
  private static final int GZIP_WRAPPER = 16;
  private static final int OK = 0;
  private static final int STREAM_END = 1;
  private static final int BUF_ERROR = -5;

  /** {@code z_stream} where {@code long} has eight bytes. */
  private static final MemoryLayout STREAM =
      MemoryLayout.structLayout(
          ADDRESS.withName("next_in"),
          JAVA_INT.withName("avail_in"),
          MemoryLayout.paddingLayout(4),
          JAVA_LONG.withName("total_in"),
          ADDRESS.withName("next_out"),
          JAVA_INT.withName("avail_out"),
          MemoryLayout.paddingLayout(4),
          JAVA_LONG.withName("total_out"),
          ADDRESS.withName("msg"),
          ADDRESS.withName("state"),
          ADDRESS.withName("zalloc"),
          ADDRESS.withName("zfree"),
          ADDRESS.withName("opaque"),
          JAVA_INT.withName("data_type"),
          MemoryLayout.paddingLayout(4),
          JAVA_LONG.withName("adler"),
          JAVA_LONG.withName("reserved"));

  private static final long NEXT_IN = offset("next_in");
  private static final long AVAIL_IN = offset("avail_in");
  private static final long NEXT_OUT = offset("next_out");
  private static final long AVAIL_OUT = offset("avail_out");

  private static long offset(String field) {
    return STREAM.byteOffset(MemoryLayout.PathElement.groupElement(field));
  }

  private static final class Library {
    static final SymbolLookup SYMBOLS = find();

    private static SymbolLookup find() {
      if (ValueLayout.ADDRESS.byteSize() != JAVA_LONG.byteSize()) {
        return null;
      }
      try {
        return SymbolLookup.libraryLookup("libz.so.1", Arena.global());
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  }

  private static final class Calls {
    static final MethodHandle INIT =
        link(
            Library.SYMBOLS,
            "deflateInit2_",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            JAVA_INT);
    static final MethodHandle DEFLATE =
        link(Library.SYMBOLS, "deflate", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle PARAMS =
        link(Library.SYMBOLS, "deflateParams", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle SET_DICTIONARY =
        link(Library.SYMBOLS, "deflateSetDictionary", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    static final MethodHandle RESET = link(Library.SYMBOLS, "deflateReset", JAVA_INT, ADDRESS);
    static final MethodHandle END = link(Library.SYMBOLS, "deflateEnd", JAVA_INT, ADDRESS);
    static final MethodHandle VERSION = link(Library.SYMBOLS, "zlibVersion", ADDRESS);
  }

  private final MemorySegment stream = arena.allocate(STREAM);
  private final byte[] dictionary;
  // What a change of parameters has written: it comes before anything else.
  private byte[] held = {};

  LibzDeflateCodec(
      boolean zlib,
      boolean gzip,
      int level,
      int windowBits,
      int memLevel,
      int strategy,
      byte[] dictionary) {
    this.dictionary = dictionary;
    final int bits = gzip ? windowBits + GZIP_WRAPPER : zlib ? windowBits : -windowBits;
    int result;
    try {
      result =
          (int)
              Calls.INIT.invokeExact(
                  stream,
                  level,
                  DEFLATED,
                  bits,
                  memLevel,
                  strategy,
                  (MemorySegment) Calls.VERSION.invokeExact(),
                  (int) STREAM.byteSize());
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
    if (result != OK) {
      close();
      throw error("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed");
    }
    own(Calls.END, stream);
    setDictionary();
  }

  private void setDictionary() {
    if (dictionary == null) {
      return;
    }
    try (Arena scope = Arena.ofConfined()) {
      final MemorySegment bytes = scope.allocateFrom(JAVA_BYTE, dictionary);
      final int ignored = (int) Calls.SET_DICTIONARY.invokeExact(stream, bytes, dictionary.length);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  @Override
  boolean process(int flush, int length, int room) {
    if (held.length > 0) {
      taken = 0;
      given = Math.min(held.length, room);
      MemorySegment.copy(held, 0, output, JAVA_BYTE, 0, given);
      held = Arrays.copyOfRange(held, given, held.length);
      return true;
    }
    stream.set(ADDRESS, NEXT_IN, input);
    stream.set(JAVA_INT, AVAIL_IN, length);
    stream.set(ADDRESS, NEXT_OUT, output);
    stream.set(JAVA_INT, AVAIL_OUT, room);
    final int result;
    try {
      result = (int) Calls.DEFLATE.invokeExact(stream, flush);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
    taken = length - stream.get(JAVA_INT, AVAIL_IN);
    given = room - stream.get(JAVA_INT, AVAIL_OUT);
    if (result == STREAM_END) {
      finished = true;
    } else if (result != OK && result != BUF_ERROR) {
      throw error("Z_STREAM_ERROR", "Zlib error");
    }
    return result == OK && given == room;
  }

  @Override
  void setParameters(int level, int strategy) {
    stream.set(JAVA_INT, AVAIL_IN, 0);
    stream.set(ADDRESS, NEXT_OUT, output);
    stream.set(JAVA_INT, AVAIL_OUT, (int) output.byteSize());
    final int result;
    try {
      result = (int) Calls.PARAMS.invokeExact(stream, level, strategy);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
    if (result != OK && result != BUF_ERROR) {
      throw error("Z_STREAM_ERROR", "Failed to set parameters");
    }
    final int count = (int) output.byteSize() - stream.get(JAVA_INT, AVAIL_OUT);
    final byte[] all = Arrays.copyOf(held, held.length + count);
    MemorySegment.copy(output, JAVA_BYTE, 0, all, held.length, count);
    held = all;
  }

  @Override
  void reset() {
    try {
      final int ignored = (int) Calls.RESET.invokeExact(stream);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
    held = new byte[0];
    finished = false;
    setDictionary();
  }

  @Override
  boolean isDecoder() {
    return false;
  }

  @Override
  int noFlush() {
    return NO_FLUSH;
  }

  @Override
  int finishFlush() {
    return FINISH;
  }
}
