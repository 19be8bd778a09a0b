package dev.cortado.bindings.builtins;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the files of {@code lib/} are read from: the class path, or a folder named by the system
 * property {@code cortado.lib} so that a source checkout needs no rebuild after an edit.
 */
public sealed interface LibrarySource {
  /** Third-party JavaScript that comes as a dependency (a WebJar): the version of each package. */
  Map<String, String> DEPENDENCIES =
      Map.of("babel__parser", "7.28.5", "cjs-module-lexer", "1.4.3", "undici", "7.27.1");

  /** What the ids of such files begin with: {@code internal/deps/<package>/<path>}. */
  String DEPENDENCY = "internal/deps/";

  /** The text (UTF-8) of a built-in module, or {@code null} where there is none of that id. */
  default byte[] load(String id) {
    return id.startsWith(DEPENDENCY) ? ClassPath.readResource(dependency(id)) : read(id);
  }

  /** Whether there is a built-in module of an id. */
  default boolean has(String id) {
    return id.startsWith(DEPENDENCY)
        ? LibrarySource.class.getResource(dependency(id)) != null
        : contains(id);
  }

  private static String dependency(String id) {
    int start = DEPENDENCY.length();
    int end = id.indexOf('/', start);
    String name = id.substring(start, end);
    String version = DEPENDENCIES.get(name);
    return "/META-INF/resources/webjars/" + name + "/" + version + id.substring(end) + ".js";
  }

  /** The text (UTF-8) of {@code lib/<id>.js}, or {@code null} where there is no such file. */
  byte[] read(String id);

  /** Whether there is {@code lib/<id>.js}. */
  boolean contains(String id);

  /** Whether {@code lib/<id>.js} is still as it was kept. */
  boolean isUnchanged(String id, StartArchive.Entry kept);

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
    private final String folder;
    private InputStream spare = openSpare();

    Folder(Path root) {
      this.root = root;
      this.folder = root.toString();
    }

    @Override
    public synchronized byte[] read(String id) {
      if (!contains(id)) {
        return null;
      }
      Path file = root.resolve(id + ".js");
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        return readWithSpare(file, e);
      }
    }

    private byte[] readWithSpare(Path file, IOException first) {
      if (spare == null) {
        throw new UncheckedIOException(first);
      }
      try {
        spare.close();
        return Files.readAllBytes(file);
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
    public boolean contains(String id) {
      return Files.isRegularFile(root.resolve(id + ".js"));
    }

    @Override
    public boolean isUnchanged(String id, StartArchive.Entry kept) {
      return kept.isOf(new File(folder, id + ".js"));
    }
  }

  /** The library inside Cortado's own jar. */
  record ClassPath() implements LibrarySource {
    @Override
    public byte[] read(String id) {
      return readResource("/lib/" + id + ".js");
    }

    private static byte[] readResource(String name) {
      try (InputStream in = LibrarySource.class.getResourceAsStream(name)) {
        return in == null ? null : in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean contains(String id) {
      return LibrarySource.class.getResource("/lib/" + id + ".js") != null;
    }

    /** The jar and what was made from it belong together. */
    @Override
    public boolean isUnchanged(String id, StartArchive.Entry kept) {
      return true;
    }
  }
}
