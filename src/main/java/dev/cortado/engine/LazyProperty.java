package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.object.Property;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.JSProperty;
import com.oracle.truffle.js.runtime.objects.PropertyProxy;

/**
 * A data property whose value is made when somebody first asks for it. JavaScript sees no accessor,
 * and defining one costs a fraction of what an accessor with its two functions does.
 */
public final class LazyProperty extends PropertyProxy {
  private final Object key;
  private final Object load;

  private LazyProperty(Object key, Object load) {
    this.key = key;
    this.load = load;
  }

  /**
   * Defines a configurable property that is not there yet.
   *
   * @param key a string or a symbol
   * @param load a function that takes the key and returns the value
   */
  @TruffleBoundary
  public static void define(
      JSDynamicObject target, Object key, boolean enumerable, boolean writable, Object load) {
    int attributes = JSAttributes.fromConfigurableEnumerableWritable(true, enumerable, writable);
    JSObjectUtil.defineProxyProperty(target, key, new LazyProperty(key, load), attributes);
  }

  @Override
  @TruffleBoundary
  public Object get(JSDynamicObject store) {
    Object value = Js.call(load, Js.UNDEFINED, key);
    settle(store, value);
    return value;
  }

  @Override
  @TruffleBoundary
  public boolean set(JSDynamicObject store, Object value) {
    settle(store, value);
    return true;
  }

  /** Becomes a plain property, with the attributes it has by now. */
  private void settle(JSDynamicObject store, Object value) {
    Property property = store.getShape().getProperty(key);
    if (property != null && JSProperty.isProxy(property)) {
      int attributes = property.getFlags() & JSAttributes.ATTRIBUTES_MASK;
      JSObjectUtil.defineDataProperty(store, key, value, attributes);
    }
  }
}
