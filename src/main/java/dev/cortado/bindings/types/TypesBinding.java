package dev.cortado.bindings.types;

import com.oracle.truffle.js.runtime.builtins.JSArgumentsObject;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferObject;
import com.oracle.truffle.js.runtime.builtins.JSAsyncGeneratorObject;
import com.oracle.truffle.js.runtime.builtins.JSBigIntObject;
import com.oracle.truffle.js.runtime.builtins.JSBooleanObject;
import com.oracle.truffle.js.runtime.builtins.JSDateObject;
import com.oracle.truffle.js.runtime.builtins.JSErrorObject;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSGeneratorObject;
import com.oracle.truffle.js.runtime.builtins.JSMapIteratorObject;
import com.oracle.truffle.js.runtime.builtins.JSMapObject;
import com.oracle.truffle.js.runtime.builtins.JSModuleNamespaceObject;
import com.oracle.truffle.js.runtime.builtins.JSNumberObject;
import com.oracle.truffle.js.runtime.builtins.JSPromiseObject;
import com.oracle.truffle.js.runtime.builtins.JSProxyObject;
import com.oracle.truffle.js.runtime.builtins.JSRegExpObject;
import com.oracle.truffle.js.runtime.builtins.JSSetIteratorObject;
import com.oracle.truffle.js.runtime.builtins.JSSetObject;
import com.oracle.truffle.js.runtime.builtins.JSStringObject;
import com.oracle.truffle.js.runtime.builtins.JSSymbolObject;
import com.oracle.truffle.js.runtime.builtins.JSWeakMapObject;
import com.oracle.truffle.js.runtime.builtins.JSWeakSetObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;

/** One test per kind of object, each a type check of the engine's own class. */
public final class TypesBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    // Nothing that GraalJS hands to us wraps a foreign pointer.
    target.inlined("isExternal", _ -> false);
    target.inlined("isDate", args -> args.get(0) instanceof JSDateObject);
    target.inlined("isArgumentsObject", args -> args.get(0) instanceof JSArgumentsObject);
    target.inlined("isBigIntObject", args -> args.get(0) instanceof JSBigIntObject);
    target.inlined("isBooleanObject", args -> args.get(0) instanceof JSBooleanObject);
    target.inlined("isNumberObject", args -> args.get(0) instanceof JSNumberObject);
    target.inlined("isStringObject", args -> args.get(0) instanceof JSStringObject);
    target.inlined("isSymbolObject", args -> args.get(0) instanceof JSSymbolObject);
    target.inlined("isBoxedPrimitive", args -> isBoxedPrimitive(args.get(0)));
    target.inlined("isNativeError", args -> args.get(0) instanceof JSErrorObject);
    target.inlined("isRegExp", args -> args.get(0) instanceof JSRegExpObject);
    target.inlined(
        "isAsyncFunction",
        args -> args.get(0) instanceof JSFunctionObject f && f.getFunctionData().isAsync());
    target.inlined(
        "isGeneratorFunction",
        args -> args.get(0) instanceof JSFunctionObject f && f.getFunctionData().isGenerator());
    target.inlined(
        "isGeneratorObject",
        args ->
            args.get(0) instanceof JSGeneratorObject
                || args.get(0) instanceof JSAsyncGeneratorObject);
    target.inlined("isPromise", args -> args.get(0) instanceof JSPromiseObject);
    target.inlined("isMap", args -> args.get(0) instanceof JSMapObject);
    target.inlined("isSet", args -> args.get(0) instanceof JSSetObject);
    target.inlined("isMapIterator", args -> args.get(0) instanceof JSMapIteratorObject);
    target.inlined("isSetIterator", args -> args.get(0) instanceof JSSetIteratorObject);
    target.inlined("isWeakMap", args -> args.get(0) instanceof JSWeakMapObject);
    target.inlined("isWeakSet", args -> args.get(0) instanceof JSWeakSetObject);
    target.inlined("isArrayBuffer", args -> isArrayBuffer(args.get(0)));
    target.inlined(
        "isSharedArrayBuffer", args -> args.get(0) instanceof JSArrayBufferObject.Shared);
    target.inlined("isAnyArrayBuffer", args -> args.get(0) instanceof JSArrayBufferObject);
    target.inlined("isProxy", args -> args.get(0) instanceof JSProxyObject);
    target.inlined(
        "isModuleNamespaceObject", args -> args.get(0) instanceof JSModuleNamespaceObject);
  }

  private static boolean isBoxedPrimitive(Object value) {
    return value instanceof JSNumberObject
        || value instanceof JSStringObject
        || value instanceof JSBooleanObject
        || value instanceof JSBigIntObject
        || value instanceof JSSymbolObject;
  }

  private static boolean isArrayBuffer(Object value) {
    return value instanceof JSArrayBufferObject && !(value instanceof JSArrayBufferObject.Shared);
  }
}
