package dev.cortado.engine.snapshot;

import com.oracle.truffle.js.nodes.JSNodeDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import org.graalvm.home.Version;

/**
 * Bytes that a program keeps between its runs, behind a header that tells whether they are whole
 * and fit a text: five numbers of 32 bits, big endian, in the order of Node.js's compile cache
 * (version, length and hash of the text, length and hash of the bytes).
 */
public final class CachedCode {
  private static final int HEADER = 5 * Integer.BYTES;

  /** To be counted up with each change of what is behind the header. */
  private static final int FORMAT = 1;

  private static final int VERSION =
      Objects.hash(FORMAT, graalVersion(), JSNodeDecoder.getChecksum());

  private CachedCode() {}

  /** The bytes behind a header. */
  public static byte[] wrap(byte[] code, String text) {
    return header(code, text).put(code).array();
  }

  private static ByteBuffer header(byte[] code, String text) {
    return ByteBuffer.allocate(HEADER + code.length)
        .putInt(VERSION)
        .putInt(text.length())
        .putInt(code.length)
        .putInt(text.hashCode())
        .putInt(checksum(code, 0));
  }

  /**
   * Why some bytes can't be used.
   *
   * @return null where they can, else words for a log
   */
  public static String mismatch(byte[] bytes, String text) {
    if (bytes.length < HEADER) {
      return "reading header failed, bytes read " + bytes.length;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int[] actual = new int[HEADER / Integer.BYTES];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = header.getInt();
    }
    int[] expected = {
      VERSION, text.length(), bytes.length - HEADER, text.hashCode(), checksum(bytes, HEADER)
    };
    String[] names = {"magic number", "code size", "cache size", "code hash", "cache hash"};
    for (int i = 0; i < names.length; i++) {
      if (expected[i] != actual[i]) {
        return names[i]
            + " mismatch: expected "
            + Integer.toUnsignedString(expected[i])
            + ", actual "
            + Integer.toUnsignedString(actual[i]);
      }
    }
    return null;
  }

  /** What was given to {@link #wrap}. */
  public static byte[] unwrap(byte[] bytes) {
    return Arrays.copyOfRange(bytes, HEADER, bytes.length);
  }

  /** A number that another version of GraalJS or of this format does not have. */
  public static int version() {
    return VERSION;
  }

  /**
   * Asking Truffle ({@code Version.getCurrent()}) takes milliseconds, twenty times what this does.
   */
  private static String graalVersion() {
    try (InputStream in =
        JSNodeDecoder.class.getResourceAsStream("/META-INF/graalvm/org.graalvm.truffle/version")) {
      return in == null
          ? Version.getCurrent().toString()
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int checksum(byte[] bytes, int start) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, start, bytes.length - start);
    return (int) checksum.getValue();
  }
}
