package dev.cortado.bindings.modules;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Locale;

/** What the compile cache tells of its work: {@code NODE_DEBUG_NATIVE=COMPILE_CACHE}. */
record CompileCacheLog(boolean isEnabled) {
  /**
   * @param categories the value of {@code NODE_DEBUG_NATIVE}, or null
   */
  static CompileCacheLog of(String categories) {
    return new CompileCacheLog(
        categories != null
            && Arrays.stream(categories.split(","))
                .anyMatch(category -> category.trim().equalsIgnoreCase("compile_cache")));
  }

  void say(String format, Object... arguments) {
    if (isEnabled) {
      System.err.println("[compile cache] " + String.format(format, arguments));
    }
  }

  /** What the system calls a failure. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "no such file or directory";
      case AccessDeniedException e -> "permission denied";
      case FileAlreadyExistsException e -> "file already exists";
      case FileSystemException e when e.getReason() != null ->
          e.getReason().toLowerCase(Locale.ROOT);
      default -> failure.getMessage();
    };
  }
}
