package dev.cortado.bindings.fs;

import dev.cortado.posix.PathBytes;

/**
 * A path as the system takes it.
 *
 * @param bytes without the final zero
 */
record FsPath(byte[] bytes) {
  static FsPath of(String text) {
    return new FsPath(PathBytes.encode(text));
  }

  /** The path as error messages show it. */
  String text() {
    return PathBytes.decode(bytes);
  }
}
