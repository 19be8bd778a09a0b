package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.array.TypedArray;
import com.oracle.truffle.js.runtime.array.TypedArrayFactory;
import com.oracle.truffle.js.runtime.builtins.JSArrayBuffer;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferObject;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferView;
import com.oracle.truffle.js.runtime.builtins.JSTypedArrayObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;

/** Makes typed arrays over Java's byte arrays; nothing is copied. */
public final class Buffers {
  private final JSRealm realm;
  private final JSContext context;
  private JSDynamicObject bufferPrototype;
  private Runnable bufferLoader = () -> {};

  Buffers(JSRealm realm) {
    this.realm = realm;
    this.context = realm.getContext();
  }

  /**
   * Tells what the prototype of a {@code Buffer} is; {@code lib/buffer.js} does so when it loads.
   */
  public void setBufferPrototype(JSDynamicObject prototype) {
    bufferPrototype = prototype;
  }

  /**
   * Loads {@code lib/buffer.js} when Java makes the first Buffer of a program that has none yet.
   */
  public void setBufferLoader(Runnable loader) {
    bufferLoader = loader;
  }

  @TruffleBoundary
  public JSArrayBufferObject arrayBuffer(byte[] bytes) {
    return JSArrayBuffer.createArrayBuffer(context, realm, bytes);
  }

  @TruffleBoundary
  public JSTypedArrayObject uint8Array(byte[] bytes) {
    return view(bytes, TypedArrayFactory.Uint8Array, 0, bytes.length);
  }

  @TruffleBoundary
  public JSTypedArrayObject uint8Array(byte[] bytes, int offset, int length) {
    return view(bytes, TypedArrayFactory.Uint8Array, offset, length);
  }

  /** A typed array of another element type; {@code length} counts elements. */
  @TruffleBoundary
  public JSTypedArrayObject view(byte[] bytes, TypedArrayFactory factory, int offset, int length) {
    return JSArrayBufferView.createArrayBufferView(
        context, realm, arrayBuffer(bytes), factory, type(factory, offset), offset, length);
  }

  @TruffleBoundary
  public JSTypedArrayObject buffer(byte[] bytes, int offset, int length) {
    if (bufferPrototype == null) {
      bufferLoader.run();
    }
    TypedArrayFactory factory = TypedArrayFactory.Uint8Array;
    return JSArrayBufferView.createArrayBufferViewWithProto(
        context.getArrayBufferViewFactory(factory),
        realm,
        arrayBuffer(bytes),
        type(factory, offset),
        offset,
        length,
        bufferPrototype);
  }

  private static TypedArray type(TypedArrayFactory factory, int offset) {
    return factory.createArrayType(TypedArray.BUFFER_TYPE_ARRAY, offset != 0, true);
  }
}
