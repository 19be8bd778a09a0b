package dev.cortado.bindings.builtins;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NodeException;
import dev.cortado.engine.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Makes functions of the library's files, from their snapshots where there are any. */
public final class LibraryCompiler {
  /** The file that runs first and loads all others. */
  public static final String REALM = "internal/bootstrap/realm";

  private final LibrarySource source = LibrarySource.find();
  private final LibrarySnapshots snapshots = LibrarySnapshots.find();
  private final StartArchive startFiles = snapshots.startArchive();

  /** Whether there is a built-in module of an id. */
  boolean has(String id) {
    return source.has(id);
  }

  /**
   * The id that one library file means by a request. Third-party files name built-in modules as
   * programs do; a folder of them stands for its index.
   *
   * @param from the id of the requiring file
   * @param request {@code ./x}, {@code ../x} or an id
   */
  String resolve(String from, String request) {
    boolean isDependency = from.startsWith(LibrarySource.DEPENDENCY);
    if (isDependency && request.startsWith("node:")) {
      return request.substring("node:".length());
    }
    String id = request.startsWith(".") ? resolveRelative(from, request) : request;
    return !isDependency || has(id) ? id : id + "/index";
  }

  private static String resolveRelative(String from, String request) {
    String id = Path.of(from).resolveSibling(request).normalize().toString();
    return id.endsWith(".js") ? id.substring(0, id.length() - ".js".length()) : id;
  }

  /**
   * The function whose body is a file.
   *
   * @param id a path below {@code lib/} without the extension
   */
  public JSFunctionObject compile(Environment env, String id) {
    StartArchive.Entry entry = startFiles.take(id);
    if (entry != null && source.isUnchanged(id, entry)) {
      String text = new String(entry.text(), StandardCharsets.UTF_8);
      return env.compiler().loadFunction(entry.snapshot(), text, fileName(id));
    }
    byte[] bytes = source.load(id);
    if (bytes == null) {
      throw new NodeException(
          NodeException.Kind.ERROR, "MODULE_NOT_FOUND", "No such built-in module: " + id);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    Snapshot snapshot = snapshots.read(id, bytes);
    return snapshot == null
        ? env.compiler().compileFunction(text, fileName(id), parameters(id))
        : env.compiler().loadFunction(snapshot, text, fileName(id));
  }

  /** What stack traces call a file. */
  static String fileName(String id) {
    return "node:" + id;
  }

  /** The parameters of the function around a file. */
  static String[] parameters(String id) {
    return id.equals(REALM)
        ? new String[] {"internalBinding"}
        : new String[] {"exports", "require", "module", "process", "internalBinding"};
  }
}
