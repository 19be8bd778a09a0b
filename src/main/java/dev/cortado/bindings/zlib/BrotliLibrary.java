package dev.cortado.bindings.zlib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The reference library of Brotli, which brotli4j brings and loads. Its functions are called
 * directly: brotli4j's classes hide how much of the input a stream took, take bytes after its end
 * for an error, and know three of the parameters.
 */
final class BrotliLibrary {
  private BrotliLibrary() {}

  private static final SymbolLookup SYMBOLS = load();

  static final MethodHandle NEW_ENCODER = create("BrotliEncoderCreateInstance");
  static final MethodHandle FREE_ENCODER = destroy("BrotliEncoderDestroyInstance");
  static final MethodHandle SET_ENCODER = parameter("BrotliEncoderSetParameter");

  /** {@code (state, operation, &availIn, &nextIn, &availOut, &nextOut, null)}. */
  static final MethodHandle COMPRESS =
      ForeignCodec.link(
          SYMBOLS,
          "BrotliEncoderCompressStream",
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS);

  static final MethodHandle ENCODER_HAS_MORE = ask("BrotliEncoderHasMoreOutput");
  static final MethodHandle ENCODER_IS_FINISHED = ask("BrotliEncoderIsFinished");

  static final MethodHandle NEW_DECODER = create("BrotliDecoderCreateInstance");
  static final MethodHandle FREE_DECODER = destroy("BrotliDecoderDestroyInstance");
  static final MethodHandle SET_DECODER = parameter("BrotliDecoderSetParameter");

  /** {@code (state, &availIn, &nextIn, &availOut, &nextOut, null)}. */
  static final MethodHandle DECOMPRESS =
      ForeignCodec.link(
          SYMBOLS,
          "BrotliDecoderDecompressStream",
          JAVA_INT,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS);

  static final MethodHandle DECODER_ERROR = ask("BrotliDecoderGetErrorCode");
  static final MethodHandle ERROR_NAME =
      ForeignCodec.link(SYMBOLS, "BrotliDecoderErrorString", ADDRESS, JAVA_INT);

  private static SymbolLookup load() {
    Path file = NativeLibrary.find("brotli");
    if (file != null) {
      return SymbolLookup.libraryLookup(file, Arena.global());
    }
    // On a class path, where brotli4j has our class loader.
    Brotli4jLoader.ensureAvailability();
    return SymbolLookup.loaderLookup();
  }

  private static MethodHandle create(String name) {
    return link(name, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  }

  private static MethodHandle destroy(String name) {
    // Gives nothing back; what is left in the register of results is not looked at.
    return link(name, JAVA_INT, ADDRESS);
  }

  private static MethodHandle parameter(String name) {
    return link(name, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  }

  private static MethodHandle ask(String name) {
    return link(name, JAVA_INT, ADDRESS);
  }

  private static MethodHandle link(String name, MemoryLayout result, MemoryLayout... arguments) {
    return ForeignCodec.link(SYMBOLS, name, result, arguments);
  }
}
