package dev.cortado.bindings.builtins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryCompilerTest {
  @ParameterizedTest
  @CsvSource({
    "events, ./internal/errors, internal/errors",
    "internal/fs/dir, ../errors, internal/errors",
    "internal/modules/cjs/loader, ../../../path, path",
    "internal/modules/cjs/loader, ./find_path, internal/modules/cjs/find_path",
    "internal/a/b, ./../c/d.js, internal/c/d",
    "fs, path/posix, path/posix",
    "fs, node:path, node:path",
    "internal/deps/undici/lib/web/fetch/index, node:stream/web, stream/web",
  })
  void resolvesAgainstTheRequiringFile(String from, String request, String id) {
    assertEquals(id, new LibraryCompiler().resolve(from, request));
  }
}
