package dev.cortado.bindings.builtins;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NodeException;

/** Compiles the files of {@code lib/} for {@code lib/internal/bootstrap/realm.js}. */
public final class BuiltinsBinding implements Binding {
  private static final String[] PARAMETERS = {
    "exports", "require", "module", "process", "internalBinding"
  };

  private final LibrarySource library = LibrarySource.find();

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method("hasBuiltin", args -> library.has(args.string(0)));
    target.method(
        "compileBuiltin",
        args -> {
          String id = args.string(0);
          String text = library.load(id);
          if (text == null) {
            throw new NodeException(
                NodeException.Kind.ERROR, "MODULE_NOT_FOUND", "No such built-in module: " + id);
          }
          return env.compiler().compileFunction(text, "node:" + id, PARAMETERS);
        });
  }
}
