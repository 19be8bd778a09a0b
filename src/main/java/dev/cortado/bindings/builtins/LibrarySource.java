package dev.cortado.bindings.builtins;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the files of {@code lib/} are read from: the class path, or a folder named by the system
 * property {@code cortado.lib} so that a source checkout needs no rebuild after an edit.
 */
public sealed interface LibrarySource {
  /**
   * Third-party JavaScript that comes as a dependency (a WebJar), by the id that {@code lib/}
   * requires it with.
   */
  Map<String, String> DEPENDENCIES =
      Map.of("internal/deps/cjs-module-lexer/lexer", "cjs-module-lexer/1.4.3/lexer.js");

  /** The text of a built-in module, or {@code null} where there is none of that id. */
  default String load(String id) {
    String dependency = DEPENDENCIES.get(id);
    return dependency == null
        ? read(id)
        : ClassPath.readResource("/META-INF/resources/webjars/" + dependency);
  }

  /** The text of {@code lib/<id>.js}, or {@code null} where there is no such file. */
  String read(String id);

  boolean has(String id);

  static LibrarySource find() {
    String folder = System.getProperty("cortado.lib");
    return folder == null ? new ClassPath() : new Folder(Path.of(folder));
  }

  /**
   * The library in a source checkout. What a program needs first when its descriptors have run out,
   * the printing of that error say, must still be read: one descriptor is kept for that.
   */
  final class Folder implements LibrarySource {
    private final Path root;
    private InputStream spare = openSpare();

    Folder(Path root) {
      this.root = root;
    }

    @Override
    public synchronized String read(String id) {
      if (!has(id)) {
        return null;
      }
      Path file = root.resolve(id + ".js");
      try {
        return Files.readString(file);
      } catch (IOException e) {
        return readWithSpare(file, e);
      }
    }

    private String readWithSpare(Path file, IOException first) {
      if (spare == null) {
        throw new UncheckedIOException(first);
      }
      try {
        spare.close();
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        spare = openSpare();
      }
    }

    private static InputStream openSpare() {
      try {
        return new FileInputStream("/dev/null");
      } catch (IOException e) {
        return null;
      }
    }

    @Override
    public boolean has(String id) {
      return Files.isRegularFile(root.resolve(id + ".js"));
    }
  }

  /** The library inside Cortado's own jar. */
  record ClassPath() implements LibrarySource {
    @Override
    public String read(String id) {
      return readResource("/lib/" + id + ".js");
    }

    private static String readResource(String name) {
      try (InputStream in = LibrarySource.class.getResourceAsStream(name)) {
        return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean has(String id) {
      return LibrarySource.class.getResource("/lib/" + id + ".js") != null;
    }
  }
}
