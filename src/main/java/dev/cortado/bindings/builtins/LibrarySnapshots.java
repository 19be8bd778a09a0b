package dev.cortado.bindings.builtins;

import com.oracle.truffle.js.lang.JavaScriptLanguage;
import dev.cortado.engine.ContextFactory;
import dev.cortado.engine.snapshot.NotEncodableException;
import dev.cortado.engine.snapshot.Snapshot;
import dev.cortado.engine.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;

/**
 * The snapshots of the files of {@code lib/}: a folder named by the system property {@code
 * cortado.snapshots}, made at build time. Without it each file is parsed.
 */
public final class LibrarySnapshots {
  private static final String SUFFIX = ".js";

  private final Path folder;

  private LibrarySnapshots(Path folder) {
    this.folder = folder;
  }

  static LibrarySnapshots find() {
    String folder = System.getProperty("cortado.snapshots");
    return new LibrarySnapshots(folder == null ? null : Path.of(folder));
  }

  static Path file(Path folder, String id) {
    return folder.resolve(id + ".snapshot");
  }

  /** The files that every start loads. */
  StartArchive startArchive() {
    return folder == null ? StartArchive.NONE : StartArchive.read(folder);
  }

  /** The snapshot of a file, or null where there is none of this text. */
  Snapshot read(String id, byte[] text) {
    if (folder == null) {
      return null;
    }
    try {
      return Snapshot.read(Files.readAllBytes(file(folder, id)), text);
    } catch (IOException e) {
      return null; // there is none, or no descriptor is left: the text is there
    }
  }

  /**
   * Makes them: {@code LibrarySnapshots <lib> <folder>}. A file that can't be kept is named on
   * standard output and parsed at each start instead.
   */
  public static void main(String[] args) throws IOException {
    Path library = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    int kept = 0;
    try (Context context = ContextFactory.newContext(HostAccess.NONE);
        Stream<Path> files = Files.walk(library)) {
      SnapshotWriter writer = new SnapshotWriter(JavaScriptLanguage.getJSRealm(context));
      context.enter();
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        String name = library.relativize(file).toString();
        String id = name.substring(0, name.length() - SUFFIX.length());
        try {
          byte[] text = Files.readAllBytes(file);
          byte[] bytes =
              writer.write(text, LibraryCompiler.fileName(id), LibraryCompiler.parameters(id));
          Path target = file(folder, id);
          Files.createDirectories(target.getParent());
          Files.write(target, bytes);
          kept++;
        } catch (NotEncodableException e) {
          System.out.println("no snapshot of " + name + ": " + e.getMessage());
        }
      }
    }
    StartArchive.write(library, folder);
    System.out.println(kept + " snapshots");
  }
}
