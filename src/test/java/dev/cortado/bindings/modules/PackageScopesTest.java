package dev.cortado.bindings.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageScopesTest {
  @TempDir Path folder;

  private final PackageScopes scopes = new PackageScopes();

  @Test
  void findsTheNearestFileAtOrAboveAFolder() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b/c"));
    Path outer = Files.writeString(folder.resolve("package.json"), "{}");
    Path own = Files.writeString(folder.resolve("a/b/package.json"), "{}");
    assertEquals(own.toString(), scopes.of(inner.toString()));
    assertEquals(own.toString(), scopes.of(folder.resolve("a/b").toString()));
    assertEquals(outer.toString(), scopes.of(folder.resolve("a").toString()));
  }

  @Test
  void looksNotAboveAFolderOfPackages() throws IOException {
    Files.writeString(folder.resolve("package.json"), "{}");
    Path plain = Files.createDirectories(folder.resolve("node_modules/plain"));
    assertNull(scopes.of(plain.toString()));
    assertNull(scopes.of(folder.resolve("node_modules").toString()));
  }

  @Test
  void endsAtTheRoot() {
    assertNull(scopes.of("/no-such-folder/x"));
    assertNull(scopes.of("/"));
  }
}
