package dev.cortado.engine;

import com.oracle.truffle.js.runtime.objects.JSObject;

/** The object that {@code internalBinding(name)} returns, while its Java side fills it. */
public final class BindingTarget {
  private final NativeFunctions functions;
  private final JSObject object;

  BindingTarget(NativeFunctions functions, JSObject object) {
    this.functions = functions;
    this.object = object;
  }

  /** The object itself, for what the other methods do not cover. */
  public JSObject object() {
    return object;
  }

  /**
   * A function. Its body is opaque to the JIT compiler (a Truffle boundary), so it may do anything.
   */
  public void method(String name, NativeCall body) {
    Js.set(object, name, functions.function(name, body, false));
  }

  /**
   * A function whose body is compiled into its callers. Only for tiny bodies without library calls,
   * blocking or String results: everything the body reaches is partially evaluated.
   */
  public void inlined(String name, NativeCall body) {
    Js.set(object, name, functions.function(name, body, true));
  }

  /** A plain property; Java values are converted as return values are. */
  public void constant(String name, Object value) {
    Js.set(object, name, value);
  }

  /**
   * A class.
   *
   * @param constructor makes the Java object behind {@code this}; {@link Arguments#jsThis} is the
   *     new {@link NativeObject}
   */
  public NativeClass nativeClass(String name, NativeCall constructor) {
    NativeClass made = functions.nativeClass(name, constructor);
    Js.set(object, name, made.constructor());
    return made;
  }
}
