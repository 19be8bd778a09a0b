package dev.cortado.bindings.zlib;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native part of a library, which the build puts beside the JVM's own. Where it is not there
 * the library unpacks it from its jar into the folder for temporary files, and removes it when the
 * JVM ends; the command line halts the JVM, so that it would stay.
 */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Where the build has put a library's native part; null where it has not.
   *
   * @param name as {@code System.loadLibrary} takes it
   */
  static Path find(String name) {
    Path file = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName(name));
    return Files.exists(file) ? file : null;
  }

  /**
   * Tells a library where its native part is.
   *
   * @param property what it looks at
   * @param name as {@code System.loadLibrary} takes it
   */
  static void locate(String property, String name) {
    Path file = find(name);
    if (System.getProperty(property) == null && file != null) {
      System.setProperty(property, file.toString());
    }
  }
}
