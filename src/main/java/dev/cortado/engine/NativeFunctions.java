package dev.cortado.engine;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;

/** Makes JavaScript functions out of Java ones. */
final class NativeFunctions {
  private final Environment env;
  private final JSRealm realm;
  private final JSContext context;
  private final JavaScriptLanguage language;

  NativeFunctions(Environment env) {
    this.env = env;
    this.realm = env.realm();
    this.context = realm.getContext();
    this.language = context.getLanguage();
  }

  JSFunctionObject function(String name, NativeCall body, boolean inlined) {
    CallTarget target = new NativeRootNode(language, env, name, body, inlined).getCallTarget();
    return JSFunction.create(
        realm, JSFunctionData.createCallOnly(context, target, 0, Strings.fromJavaString(name)));
  }

  NativeClass nativeClass(String name, NativeCall constructor) {
    TruffleString jsName = Strings.fromJavaString(name);
    NativeCall refuse =
        args -> {
          throw new NodeException(
              NodeException.Kind.TYPE,
              "ERR_CONSTRUCT_CALL_REQUIRED",
              "Class constructor " + name + " cannot be invoked without `new`");
        };
    JSFunctionData data =
        JSFunctionData.create(
            context,
            new NativeRootNode(language, env, name, refuse, false).getCallTarget(),
            new NativeConstructorNode(language, env, constructor, false).getCallTarget(),
            new NativeConstructorNode(language, env, constructor, true).getCallTarget(),
            0,
            jsName,
            true,
            false,
            true,
            true,
            false,
            false,
            false,
            false,
            false,
            true,
            false);
    JSFunctionObject function = JSFunction.create(realm, data);
    JSObject prototype = JSObjectUtil.createOrdinaryPrototypeObject(realm);
    JSObjectUtil.putConstructorProperty(prototype, function);
    JSObjectUtil.putConstructorPrototypeProperty(function, prototype);
    return new NativeClass(this, function, prototype);
  }
}
