package dev.cortado.bindings.vm;

import com.oracle.truffle.js.nodes.ScriptNode;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;

/** Compiling and running JavaScript text, in this realm or another. */
public final class ContextifyBinding implements Binding {
  private static final String[] COMMONJS_PARAMETERS = {
    "exports", "require", "module", "__filename", "__dirname"
  };

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method(
        "compileFunctionForCJSLoader",
        args ->
            env.compiler().compileFunction(args.string(0), args.string(1), COMMONJS_PARAMETERS));
    target.method(
        "compileFunction",
        args -> env.compiler().compileFunction(args.string(0), args.string(1), strings(args, 2)));
    NativeClass script =
        target.nativeClass(
            "ContextifyScript",
            args ->
                env.compiler()
                    .compileScript(args.string(0), args.string(1), args.int32(2), args.int32(3)));
    script.method("runInThisContext", args -> env.compiler().run(args.self(ScriptNode.class)));
    NativeClass context = target.nativeClass("VmContext", args -> new VmContext(env));
    context.method("globalObject", args -> args.self(VmContext.class).globalObject());
    context.method(
        "setGlobalObject", args -> args.self(VmContext.class).setGlobalObject(args.object(0)));
    context.method("newUncheckedHandler", args -> args.self(VmContext.class).newUncheckedHandler());
    context.method(
        "run", args -> args.self(VmContext.class).run(args.nativeObject(0, ScriptNode.class)));
    context.method(
        "compileFunction",
        args ->
            args.self(VmContext.class)
                .compileFunction(env, args.string(0), args.string(1), strings(args, 2)));
  }

  private static String[] strings(Arguments args, int index) {
    Object array = args.object(index);
    String[] result = new String[((Number) Js.get(array, "length")).intValue()];
    for (int i = 0; i < result.length; i++) {
      result[i] = Js.toJavaString(Js.get(array, (long) i));
    }
    return result;
  }
}
