package dev.cortado.bindings.vm;

import com.oracle.truffle.js.nodes.ScriptNode;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NativeClass;

/** Compiling and running JavaScript text. */
public final class ContextifyBinding implements Binding {
  private static final String[] COMMONJS_PARAMETERS = {
    "exports", "require", "module", "__filename", "__dirname"
  };

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method(
        "compileFunctionForCJSLoader",
        args -> env.compiler().compileFunction(args.string(0), args.string(1), COMMONJS_PARAMETERS));
    NativeClass script =
        target.nativeClass(
            "ContextifyScript",
            args -> env.compiler().compileScript(args.string(0), args.string(1)));
    script.method(
        "runInThisContext", args -> env.compiler().run(args.self(ScriptNode.class)));
  }
}
