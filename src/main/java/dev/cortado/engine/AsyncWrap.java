package dev.cortado.engine;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.function.Supplier;

/**
 * What callbacks out of Java belong to: the async context (AsyncLocalStorage's values) in which it
 * was made and, where ids are followed, a resource for {@code async_hooks}.
 */
public final class AsyncWrap {
  private final CallbackScope callbacks;
  private final Object context;
  private final JSDynamicObject resource;

  AsyncWrap(CallbackScope callbacks, Object context, JSDynamicObject resource) {
    this.callbacks = callbacks;
    this.context = context;
    this.resource = resource;
  }

  /** The async context of the callbacks. */
  public Object context() {
    return context;
  }

  JSDynamicObject resource() {
    return resource;
  }

  /** {@link Environment#makeCallback} as an event of this resource. */
  public Object makeCallback(Object function, Object thisArg, Object... args) {
    Object outer = callbacks.enterAsyncContext(context);
    try {
      return callbacks.call(this, (JSFunctionObject) function, thisArg, args);
    } finally {
      callbacks.enterAsyncContext(outer);
    }
  }

  /** Calls a method, if it is there, as an event of this resource. */
  public void makeMethodCallback(JSDynamicObject object, String method, Object... args) {
    if (Js.get(object, method) instanceof JSFunctionObject function) {
      makeCallback(function, object, args);
    }
  }

  /**
   * Like {@link #makeCallback}, but as a part of a callback: it may throw and nothing is drained.
   */
  public Object call(JSFunctionObject function, Object thisArg, Object... args) {
    AsyncTracker tracker = callbacks.tracker();
    if (tracker == null) {
      return Js.call(function, thisArg, args);
    }
    tracker.enter(resource);
    Object result = Js.call(function, thisArg, args);
    // Where it throws, whoever handles the error leaves all resources at once.
    tracker.exit(resource);
    return result;
  }

  /** Makes resources that count as made by this one. */
  public Object asTrigger(Supplier<Object> maker) {
    AsyncTracker tracker = callbacks.tracker();
    if (tracker == null) {
      return maker.get();
    }
    tracker.setDefaultTrigger(resource);
    try {
      return maker.get();
    } finally {
      tracker.setDefaultTrigger(null);
    }
  }

  /** Tells hooks that no callback will come any more. */
  public void destroy() {
    AsyncTracker tracker = callbacks.tracker();
    if (tracker != null && resource != null) {
      tracker.destroy(resource);
    }
  }
}
