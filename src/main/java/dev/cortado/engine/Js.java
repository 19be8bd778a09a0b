package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;

/** Access to JavaScript values from Java. Everything here must run on the value's own thread. */
public final class Js {
  public static final Object UNDEFINED = Undefined.instance;
  public static final Object NULL = Null.instance;

  private Js() {}

  /** What JavaScript sees of a value returned by Java; see {@link NativeCall}. */
  static Object toJs(Object value) {
    // A switch over types has the JDK make a class for it, when every start can least wait for it.
    if (value == null) {
      return Undefined.instance;
    }
    if (value instanceof String text) {
      return string(text);
    }
    return value instanceof Long number ? JSRuntime.longToIntOrDouble(number) : value;
  }

  @TruffleBoundary
  public static TruffleString string(String text) {
    return Strings.fromJavaString(text);
  }

  /**
   * The text of a JavaScript string; any other value is converted as {@code String(value)} does.
   */
  @TruffleBoundary
  public static String toJavaString(Object value) {
    return value instanceof TruffleString string
        ? Strings.toJavaString(string)
        : JSRuntime.toJavaString(value);
  }

  public static boolean isNullish(Object value) {
    return value == Undefined.instance || value == Null.instance;
  }

  public static boolean isFunction(Object value) {
    return value instanceof JSFunctionObject;
  }

  public static boolean isString(Object value) {
    return value instanceof TruffleString;
  }

  @TruffleBoundary
  public static Object get(Object object, String key) {
    return JSObject.get((JSDynamicObject) object, string(key));
  }

  @TruffleBoundary
  public static Object get(Object object, long index) {
    return JSObject.get((JSDynamicObject) object, index);
  }

  /** Sets a property; the value is converted as a return value of a {@link NativeCall} is. */
  @TruffleBoundary
  public static void set(Object object, String key, Object value) {
    JSObject.set((JSDynamicObject) object, string(key), toJs(value));
  }

  @TruffleBoundary
  public static void set(Object object, long index, Object value) {
    JSObject.set((JSDynamicObject) object, index, toJs(value));
  }

  /**
   * Calls a function as JavaScript would, without draining any queue. What it throws passes
   * through.
   */
  @TruffleBoundary
  public static Object call(Object function, Object thisArg, Object... args) {
    for (int i = 0; i < args.length; i++) {
      args[i] = toJs(args[i]);
    }
    return JSFunction.call((JSFunctionObject) function, thisArg, args);
  }

  @TruffleBoundary
  public static Object construct(Object function, Object... args) {
    for (int i = 0; i < args.length; i++) {
      args[i] = toJs(args[i]);
    }
    return JSFunction.construct((JSFunctionObject) function, args);
  }
}
