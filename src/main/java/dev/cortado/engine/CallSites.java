package dev.cortado.engine;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.js.runtime.GraalJSException.JSStackTraceElement;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSError;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The frames that {@code Error.prepareStackTrace} gets. GraalJS and V8 differ about functions that
 * are not written in JavaScript: V8 knows no place in them and does not call them native.
 *
 * @see <a href="https://v8.dev/docs/stack-trace-api">V8's stack trace API</a>
 */
final class CallSites {
  private CallSites() {}

  static JSStackTraceElement elementOf(JSDynamicObject callSite) {
    return (JSStackTraceElement)
        JSObjectUtil.getHiddenProperty(callSite, JSError.STACK_TRACE_ELEMENT_PROPERTY_NAME);
  }

  static String text(JSContext context, JSDynamicObject callSite) {
    return FrameText.of(context, elementOf(callSite));
  }

  /** Whether this is a function of a binding, which no Node.js stack shows. */
  static boolean isBinding(JSDynamicObject callSite) {
    return isBindingFunction(elementOf(callSite).getFunction());
  }

  private static boolean isBindingFunction(Object value) {
    return value instanceof JSFunctionObject function
        && function.getFunctionData().getCallTarget() instanceof RootCallTarget target
        && target.getRootNode() instanceof NativeRootNode;
  }

  /** Whether this is a function of GraalJS's own, in which V8 knows no place. */
  private static boolean isNative(JSDynamicObject callSite) {
    JSStackTraceElement element = elementOf(callSite);
    return element.isPromiseAll() || FrameText.isNative(element);
  }

  /** The array without the functions of bindings. */
  static JSDynamicObject visible(JSRealm realm, JSDynamicObject callSites) {
    long length = JSArray.arrayGetLength(callSites);
    List<Object> visible = new ArrayList<>();
    for (long i = 0; i < length; i++) {
      Object callSite = JSObject.get(callSites, i);
      if (!isBinding((JSDynamicObject) callSite)) {
        visible.add(callSite);
      }
    }
    return visible.size() == length
        ? callSites
        : JSArray.createConstant(realm.getContext(), realm, visible.toArray());
  }

  /** Has the methods of a realm's call sites answer as V8's do. */
  static void completePrototype(Environment env, JSRealm realm) {
    JSDynamicObject prototype = realm.getCallSitePrototype();
    if (isBindingFunction(JSObject.get(prototype, Js.string("toString")))) {
      return;
    }
    JSContext context = realm.getContext();
    define(env, prototype, "toString", site -> Js.string(text(context, site)));
    define(env, prototype, "isNative", _ -> false);
    define(
        env,
        prototype,
        "getLineNumber",
        site -> isNative(site) ? Js.NULL : FramePosition.of(elementOf(site)).line());
    define(
        env,
        prototype,
        "getColumnNumber",
        site -> isNative(site) ? Js.NULL : FramePosition.of(elementOf(site)).column());
  }

  private static void define(
      Environment env,
      JSDynamicObject prototype,
      String name,
      Function<JSDynamicObject, Object> method) {
    JSFunctionObject function =
        env.newFunction(
            name,
            args -> {
              if (args.jsThis() instanceof JSDynamicObject site && elementOf(site) != null) {
                return method.apply(site);
              }
              throw new NodeException(
                  NodeException.Kind.TYPE,
                  "ERR_INVALID_THIS",
                  "CallSite method " + name + " called on something else");
            });
    JSObjectUtil.putDataProperty(
        prototype, Js.string(name), function, JSAttributes.configurableNotEnumerableWritable());
  }
}
