package dev.cortado.bindings.modules;

import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import dev.cortado.bindings.vm.VmContext;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.HostScript;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.ScriptOrigin;

/** ES modules: records, and what the engine asks the loader for while a program runs. */
public final class ModuleWrapBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    NativeClass wrap = target.nativeClass("ModuleWrap", args -> ModuleWrap.create(env, args));
    wrap.getter("url", args -> args.self(ModuleWrap.class).url());
    wrap.method("getModuleRequests", args -> args.self(ModuleWrap.class).getModuleRequests());
    wrap.method("getNamespace", args -> args.self(ModuleWrap.class).getNamespace());
    wrap.method("getStatus", args -> args.self(ModuleWrap.class).getStatus());
    wrap.method("getSourceText", args -> args.self(ModuleWrap.class).getSourceText());
    wrap.method("getModuleSource", args -> args.self(ModuleWrap.class).getModuleSource());
    wrap.method(
        "setModuleSource",
        args -> {
          args.self(ModuleWrap.class).setModuleSource(args.get(0));
          return null;
        });
    wrap.method("isWaiting", args -> args.self(ModuleWrap.class).isWaiting());
    wrap.method("getError", args -> args.self(ModuleWrap.class).getError());
    wrap.method("hasTopLevelAwait", args -> args.self(ModuleWrap.class).hasTopLevelAwait());
    wrap.method(
        "evaluate", args -> args.self(ModuleWrap.class).evaluate(args.integer(0), args.bool(1)));
    wrap.method(
        "link",
        args -> {
          args.self(ModuleWrap.class).link(args);
          return null;
        });
    wrap.method(
        "instantiate",
        args -> {
          args.self(ModuleWrap.class).instantiate();
          return null;
        });
    wrap.method(
        "setExport",
        args -> {
          args.self(ModuleWrap.class).setExport(args.truffleString(0), args.get(1));
          return null;
        });
    JSContext context = env.realm().getContext();
    target.method(
        "setImportModuleDynamicallyCallback",
        args -> {
          JSFunctionObject callback = args.function(0);
          context.setImportModuleDynamicallyCallback(
              (realm, referrer, request) ->
                  importDynamically(env, callback, realm, referrer, request));
          return null;
        });
    target.method(
        "setInitializeImportMetaObjectCallback",
        args -> {
          JSFunctionObject callback = args.function(0);
          context.setImportMetaInitializer(
              (meta, module) -> {
                ModuleWrap owner = ModuleWrap.of(module);
                if (owner != null) {
                  Js.call(callback, Js.UNDEFINED, meta, owner.jsThis());
                }
              });
          return null;
        });
    target.method(
        "canParseAsModule", args -> canParseAsModule(env, args.string(0), args.string(1)));
  }

  /**
   * {@code callback(referrerName, specifier, attributes, hostDefined, phase)} returns the promise
   * of the namespace. {@code hostDefined} is undefined where the loader is to answer.
   */
  private static JSDynamicObject importDynamically(
      Environment env,
      JSFunctionObject callback,
      JSRealm realm,
      ScriptOrModule referrer,
      ModuleRequest request) {
    boolean isNobody = isNobody(referrer);
    Object name = isNobody ? Js.UNDEFINED : Js.string(referrer.getSource().getName());
    Object promise =
        Js.call(
            callback,
            Js.UNDEFINED,
            name,
            request.specifier(),
            ModuleWrap.attributesOf(env, request),
            hostDefinedOf(realm, isNobody ? null : referrer),
            request.phase().ordinal());
    VmContext context = VmContext.of(realm);
    return (JSDynamicObject) (context == null ? promise : context.adopt(promise));
  }

  /**
   * Microtasks run below a function of ours, which the engine takes for who called {@code eval}.
   */
  private static boolean isNobody(ScriptOrModule referrer) {
    return referrer == null
        || referrer.getSource() == null
        || referrer.getSource().getName().startsWith("node:");
  }

  private static Object hostDefinedOf(JSRealm realm, ScriptOrModule referrer) {
    if (referrer instanceof HostScript script) {
      return script.hostDefined();
    }
    VmContext context = referrer == null ? VmContext.of(realm) : null;
    return context == null ? Js.UNDEFINED : context.hostDefined();
  }

  private static boolean canParseAsModule(Environment env, String text, String name) {
    try {
      env.compiler().compileModule(text, new ScriptOrigin(name));
      return true;
    } catch (AbstractTruffleException e) {
      return false;
    }
  }
}
