package dev.cortado.bindings.builtins;

import com.oracle.truffle.js.runtime.builtins.JSArray;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.LazyProperty;
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
    target.method(
        "defineLazyProperties", // (target, names, enumerable, writable, load(name))
        args -> {
          for (Object name : JSArray.toArray(args.object(1))) {
            LazyProperty.define(
                args.object(0),
                Js.toJavaString(name),
                args.bool(2),
                args.bool(3),
                args.function(4));
          }
          return null;
        });
  }
}
