package dev.cortado.bindings.vm;

import com.oracle.truffle.js.nodes.ScriptNode;
import com.oracle.truffle.js.runtime.JSRealm;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.ScriptOrigin;
import dev.cortado.engine.Watchdog;
import dev.cortado.engine.snapshot.Snapshot;
import java.util.function.Supplier;

/** Compiling and running JavaScript text, in this realm or another. */
public final class ContextifyBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method(
        "compileFunctionForCJSLoader",
        args -> env.compiler().compileCommonJs(args.string(0), args.string(1)));
    target.method("compileFunction", args -> compileFunction(env, args));
    NativeClass script = target.nativeClass("ContextifyScript", args -> compileScript(env, args));
    target.method("cachedDataFits", args -> cachedData(args).fits(args.bytes(6)));
    target.method(
        "createCachedData",
        args -> env.newBuffer(cachedData(args).create(env.realm(), args.string(1))));
    script.method("runInContext", args -> run(env, args));
    NativeClass context =
        target.nativeClass("VmContext", args -> new VmContext(env, args.get(0), args.bool(1)));
    context.method("globalObject", args -> args.self(VmContext.class).globalObject());
    context.method(
        "setGlobalObject", args -> args.self(VmContext.class).setGlobalObject(args.object(0)));
    context.method("newUncheckedHandler", args -> args.self(VmContext.class).newUncheckedHandler());
  }

  /** {@code (text, fileName, lineOffset, columnOffset, hostDefined, cachedData that fits)}. */
  private static ScriptNode compileScript(Environment env, Arguments args) {
    String text = args.string(0);
    ScriptOrigin origin = origin(args, 1);
    Snapshot snapshot =
        args.isNullish(5) ? null : CachedData.ofScript(text, origin).read(args.bytes(5));
    return snapshot == null
        ? env.compiler().compileScript(text, origin)
        : env.compiler().loadScript(snapshot, text, origin);
  }

  /** {@code (text, fileName, lineOffset, columnOffset, hostDefined, params)}; none for a script. */
  private static CachedData cachedData(Arguments args) {
    return args.isNullish(5)
        ? CachedData.ofScript(args.string(0), origin(args, 1))
        : CachedData.ofFunction(args.string(0), origin(args, 1), strings(args, 5));
  }

  /**
   * {@code (text, fileName, lineOffset, columnOffset, hostDefined, params, context, scopes,
   * cachedData that fits)}.
   */
  private static Object compileFunction(Environment env, Arguments args) {
    String text = args.string(0);
    ScriptOrigin origin = origin(args, 1);
    String[] parameters = strings(args, 5);
    VmContext context = args.isNullish(6) ? null : args.nativeObject(6, VmContext.class);
    Object[] scopes = args.isNullish(7) ? new Object[0] : values(args, 7);
    JSRealm realm = context == null ? env.realm() : context.realm();
    Snapshot snapshot =
        args.isNullish(8) || scopes.length > 0
            ? null
            : CachedData.ofFunction(text, origin, parameters).read(args.bytes(8));
    if (snapshot != null) {
      ScriptNode script = env.compiler().loadScript(snapshot, text, origin);
      return context == null ? script.run(realm) : context.run(() -> script.run(realm));
    }
    Supplier<Object> compile =
        () ->
            scopes.length == 0
                ? env.compiler().compileFunction(realm, text, origin, parameters)
                : env.compiler().compileFunctionInScopes(realm, text, origin, scopes, parameters);
    return context == null ? compile.get() : context.run(compile);
  }

  /** {@code script.runInContext(context | null, timeout, breakOnSigint)}. */
  private static Object run(Environment env, Arguments args) {
    ScriptNode script = args.self(ScriptNode.class);
    VmContext context = args.isNullish(0) ? null : args.nativeObject(0, VmContext.class);
    return Watchdog.run(
        env,
        args.integer(1),
        args.bool(2),
        () ->
            context == null
                ? env.compiler().run(script)
                : context.run(() -> script.run(context.realm())));
  }

  /** The arguments {@code fileName, lineOffset, columnOffset, hostDefined}. */
  private static ScriptOrigin origin(Arguments args, int first) {
    return new ScriptOrigin(
        args.string(first),
        args.int32(first + 1),
        args.int32(first + 2),
        args.isNullish(first + 3) ? null : args.get(first + 3));
  }

  private static Object[] values(Arguments args, int index) {
    Object array = args.object(index);
    Object[] result = new Object[((Number) Js.get(array, "length")).intValue()];
    for (int i = 0; i < result.length; i++) {
      result[i] = Js.get(array, (long) i);
    }
    return result;
  }

  private static String[] strings(Arguments args, int index) {
    Object[] values = values(args, index);
    String[] result = new String[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Js.toJavaString(values[i]);
    }
    return result;
  }
}
