package dev.cortado.engine;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Undefined;

/** A JavaScript class whose instances have a Java object behind them. */
public final class NativeClass {
  private final NativeFunctions functions;
  private final JSFunctionObject constructor;
  private final JSObject prototype;

  NativeClass(NativeFunctions functions, JSFunctionObject constructor, JSObject prototype) {
    this.functions = functions;
    this.constructor = constructor;
    this.prototype = prototype;
  }

  /** The class itself, for bindings that make instances with {@link Js#construct}. */
  public JSFunctionObject constructor() {
    return constructor;
  }

  public JSObject prototype() {
    return prototype;
  }

  /** A method on the prototype. */
  public NativeClass method(String name, NativeCall body) {
    return define(name, functions.function(name, body, false));
  }

  /** A method that is compiled into its callers; see {@link BindingTarget#inlined}. */
  public NativeClass inlined(String name, NativeCall body) {
    return define(name, functions.function(name, body, true));
  }

  public NativeClass getter(String name, NativeCall body) {
    JSObjectUtil.putBuiltinAccessorProperty(
        prototype, Js.string(name), functions.function(name, body, false), Undefined.instance);
    return this;
  }

  /** What all instances have in common. */
  public NativeClass constant(String name, Object value) {
    return define(name, value);
  }

  private NativeClass define(String name, Object value) {
    JSObjectUtil.defineDataProperty(
        prototype, Js.string(name), value, JSAttributes.getDefaultNotEnumerable());
    return this;
  }
}
