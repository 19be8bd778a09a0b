package dev.cortado.engine;

import com.oracle.truffle.api.object.Property;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.GraalJSException.JSStackTraceElement;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSProxy;
import com.oracle.truffle.js.runtime.objects.Accessor;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;

/**
 * The property of a frame's receiver that its function was found under. Properties are looked at,
 * never read: a getter would run, and what is loaded when asked for would be.
 */
final class MethodName {
  private MethodName() {}

  /** Null where there is none, or more than one. */
  static String of(JSStackTraceElement element) {
    if (!(element.getThis() instanceof JSDynamicObject receiver)
        || !(element.getFunction() instanceof JSFunctionObject function)) {
      return null;
    }
    Object own = element.getFunctionName();
    if (own instanceof TruffleString name && isUnder(receiver, name, function)) {
      return Js.toJavaString(name);
    }
    return find(receiver, function);
  }

  private static boolean isUnder(
      JSDynamicObject receiver, TruffleString name, JSFunctionObject function) {
    for (JSDynamicObject object = receiver; hasProperties(object); object = next(object)) {
      Object value = JSDynamicObject.getOrNull(object, name);
      if (value != null) {
        return value == function;
      }
    }
    return false;
  }

  private static String find(JSDynamicObject receiver, JSFunctionObject function) {
    Object found = null;
    for (JSDynamicObject object = receiver; hasProperties(object); object = next(object)) {
      for (Property property : object.getShape().getPropertyList()) {
        if (property.getKey() instanceof TruffleString
            && holds(JSDynamicObject.getOrNull(object, property.getKey()), function)) {
          if (found != null) {
            return null;
          }
          found = property.getKey();
        }
      }
    }
    return found == null ? null : Js.toJavaString(found);
  }

  private static boolean holds(Object value, JSFunctionObject function) {
    return value == function
        || value instanceof Accessor accessor
            && (accessor.getGetter() == function || accessor.getSetter() == function);
  }

  private static boolean hasProperties(JSDynamicObject object) {
    return object != Null.instance && !JSProxy.isJSProxy(object);
  }

  private static JSDynamicObject next(JSDynamicObject object) {
    return JSObject.getPrototype(object);
  }
}
