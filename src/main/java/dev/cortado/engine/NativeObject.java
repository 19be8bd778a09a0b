package dev.cortado.engine;

import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSNonProxyObject;

/** A JavaScript object with a Java object behind it: an instance of a {@link NativeClass}. */
public final class NativeObject extends JSNonProxyObject {
  private Object payload;

  NativeObject(Shape shape, JSDynamicObject proto) {
    super(shape, proto);
  }

  /** The Java object, or {@code null} while the constructor runs. */
  public Object payload() {
    return payload;
  }

  void setPayload(Object payload) {
    this.payload = payload;
  }
}
