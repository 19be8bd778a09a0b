package dev.cortado.bindings.builtins;

import com.oracle.truffle.js.runtime.builtins.JSArray;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.LazyProperty;

/** Compiles the files of {@code lib/} for {@code lib/internal/bootstrap/realm.js}. */
public final class BuiltinsBinding implements Binding {
  private final LibraryCompiler compiler = new LibraryCompiler();

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method("hasBuiltin", args -> compiler.has(args.string(0)));
    target.method("compileBuiltin", args -> compiler.compile(env, args.string(0)));
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
