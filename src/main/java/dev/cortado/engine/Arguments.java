package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.array.TypedArray;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferObject;
import com.oracle.truffle.js.runtime.builtins.JSDataView;
import com.oracle.truffle.js.runtime.builtins.JSDataViewObject;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSTypedArrayObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.Undefined;

/**
 * The arguments of one call from JavaScript. Reads past the end give {@code undefined}. Compiled
 * code never allocates it: it is a view of GraalJS's own argument array.
 */
public final class Arguments {
  private static final int THIS = 0;
  private static final int FIRST = 2;

  private final Object[] frame;
  private final int first;

  Arguments(Object[] frame) {
    this(frame, FIRST);
  }

  private Arguments(Object[] frame, int first) {
    this.frame = frame;
    this.first = first;
  }

  /** The arguments of a construct call, which come after {@code new.target}. */
  static Arguments ofConstruct(Object[] frame) {
    return new Arguments(frame, FIRST + 1);
  }

  public int length() {
    return frame.length - first;
  }

  public Object get(int index) {
    int position = first + index;
    return position < frame.length ? frame[position] : Undefined.instance;
  }

  /** The {@code this} of the call, as JavaScript sees it. */
  public Object jsThis() {
    return frame[THIS];
  }

  /** The Java object behind {@code this}; a TypeError where there is none of that type. */
  public <T> T self(Class<T> type) {
    return payload(frame[THIS], type);
  }

  /** The Java object behind an argument; a TypeError where there is none of that type. */
  public <T> T nativeObject(int index, Class<T> type) {
    return payload(get(index), type);
  }

  /** Whether an argument has a Java object of this type behind it. */
  public boolean isNative(int index, Class<?> type) {
    return get(index) instanceof NativeObject object && type.isInstance(object.payload());
  }

  private static <T> T payload(Object value, Class<T> type) {
    if (value instanceof NativeObject object) {
      Object payload = object.payload();
      if (type.isInstance(payload)) {
        return type.cast(payload);
      }
    }
    throw new NodeException(NodeException.Kind.TYPE, null, "Illegal invocation");
  }

  /** ToInt32 of an argument. */
  public int int32(int index) {
    return get(index) instanceof Integer value ? value : toInt32(get(index));
  }

  @TruffleBoundary
  private static int toInt32(Object value) {
    return JSRuntime.toInt32(value);
  }

  /**
   * An argument as a whole number: truncated, saturated, 0 for NaN; BigInts are taken as they are.
   */
  public long integer(int index) {
    return get(index) instanceof Integer value ? value : toInteger(get(index));
  }

  @TruffleBoundary
  private static long toInteger(Object value) {
    if (value instanceof com.oracle.truffle.js.runtime.BigInt big) {
      return big.longValue();
    }
    return (long) JSRuntime.toDouble(value);
  }

  public double number(int index) {
    return switch (get(index)) {
      case Integer value -> value;
      case Double value -> value;
      default -> toDouble(get(index));
    };
  }

  @TruffleBoundary
  private static double toDouble(Object value) {
    return JSRuntime.toDouble(value);
  }

  /** ToBoolean of an argument. */
  public boolean bool(int index) {
    return get(index) instanceof Boolean value ? value : toBoolean(get(index));
  }

  @TruffleBoundary
  private static boolean toBoolean(Object value) {
    return JSRuntime.toBoolean(value);
  }

  public String string(int index) {
    return Js.toJavaString(get(index));
  }

  /** An argument that may be left out: {@code null} where it is undefined or null. */
  public String stringOrNull(int index) {
    return isNullish(index) ? null : string(index);
  }

  public TruffleString truffleString(int index) {
    return get(index) instanceof TruffleString string ? string : toTruffleString(get(index));
  }

  @TruffleBoundary
  private static TruffleString toTruffleString(Object value) {
    return JSRuntime.toString(value);
  }

  public boolean isUndefined(int index) {
    return get(index) == Undefined.instance;
  }

  public boolean isNullish(int index) {
    return Js.isNullish(get(index));
  }

  public boolean isString(int index) {
    return get(index) instanceof TruffleString;
  }

  public boolean isFunction(int index) {
    return get(index) instanceof JSFunctionObject;
  }

  /** Whether {@link #bytes} would accept the argument. */
  public boolean isBytes(int index) {
    return switch (get(index)) {
      case JSTypedArrayObject _ -> true;
      case JSArrayBufferObject _ -> true;
      case JSDataViewObject _ -> true;
      default -> false;
    };
  }

  public JSFunctionObject function(int index) {
    if (get(index) instanceof JSFunctionObject function) {
      return function;
    }
    throw new NodeException(
        NodeException.Kind.TYPE,
        "ERR_INVALID_ARG_TYPE",
        "argument " + index + " must be a function");
  }

  public JSDynamicObject object(int index) {
    if (get(index) instanceof JSDynamicObject object) {
      return object;
    }
    throw new NodeException(
        NodeException.Kind.TYPE,
        "ERR_INVALID_ARG_TYPE",
        "argument " + index + " must be an object");
  }

  /** The bytes of an ArrayBuffer or a view on one, in place. */
  public Bytes bytes(int index) {
    return bytesOf(get(index));
  }

  /**
   * The bytes of an ArrayBuffer, WebAssembly's memories among them, or a view on one, in place.
   * Off-heap buffers (shared memory) have no byte array to give and are a TypeError here.
   */
  public static Bytes bytesOf(Object value) {
    switch (value) {
      case JSTypedArrayObject view -> {
        TypedArray type = view.getArrayType();
        byte[] array = heapArray(view.getArrayBuffer());
        return new Bytes(
            array, type.getOffset(view), type.lengthInt(view) * type.bytesPerElement());
      }
      case JSArrayBufferObject buffer -> {
        byte[] array = heapArray(buffer);
        return new Bytes(array, 0, array.length == 0 ? 0 : buffer.getByteLength());
      }
      case JSDataViewObject view -> {
        return dataViewBytes(view);
      }
      default ->
          throw new NodeException(
              NodeException.Kind.TYPE,
              "ERR_INVALID_ARG_TYPE",
              "argument must be an ArrayBuffer or a view on one");
    }
  }

  @TruffleBoundary
  private static Bytes dataViewBytes(JSDataViewObject view) {
    int length = JSDataView.dataViewGetByteLength(view);
    return new Bytes(
        heapArray(view.getArrayBuffer()), JSDataView.dataViewGetByteOffset(view), length);
  }

  private static byte[] heapArray(JSArrayBufferObject buffer) {
    if (buffer instanceof JSArrayBufferObject.Heap heap) {
      byte[] array = heap.getByteArray();
      if (array != null) {
        return array;
      }
      return new byte[0];
    }
    if (buffer instanceof JSArrayBufferObject.Interop wasm) {
      byte[] array = WasmMemoryArray.of(wasm.getInteropBuffer());
      if (array != null) {
        return array;
      }
    }
    throw new NodeException(
        NodeException.Kind.TYPE,
        "ERR_INVALID_ARG_TYPE",
        "a buffer over shared memory can't be used here");
  }
}
