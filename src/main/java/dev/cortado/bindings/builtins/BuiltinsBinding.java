package dev.cortado.bindings.builtins;

import com.oracle.truffle.js.runtime.builtins.JSArray;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.LazyProperty;
import dev.cortado.engine.LazyWebAssembly;

/** Compiles the files of {@code lib/} for {@code lib/internal/bootstrap/realm.js}. */
public final class BuiltinsBinding implements Binding {
  private final LibraryCompiler compiler;

  public BuiltinsBinding(LibraryCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method("hasBuiltin", args -> compiler.has(args.string(0)));
    target.method(
        "resolveBuiltin", // (from, request)
        args -> compiler.resolve(args.string(0), args.string(1)));
    target.method("compileBuiltin", args -> compiler.compile(env, args.string(0)));
    target.method("createWebAssembly", args -> LazyWebAssembly.create(env.realm()));
    target.constant("asyncIteratorPrototype", env.realm().getAsyncIteratorPrototype());
    target.method(
        "defineLazyProperties", // (target, keys, enumerable, writable, load(key))
        args -> {
          for (Object key : JSArray.toArray(args.object(1))) {
            LazyProperty.define(args.object(0), key, args.bool(2), args.bool(3), args.function(4));
          }
          return null;
        });
  }
}
