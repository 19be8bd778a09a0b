package dev.cortado.bindings.process;

import com.oracle.truffle.js.runtime.PromiseRejectionTracker;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.CallbackScope;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;

/** The tick queue's and the microtasks' native side. */
public final class TaskQueueBinding implements Binding {
  private static final int REJECT_WITH_NO_HANDLER = 0;
  private static final int HANDLER_ADDED_AFTER_REJECT = 1;
  private static final int REJECT_AFTER_RESOLVED = 2;
  private static final int RESOLVE_AFTER_RESOLVED = 3;

  @Override
  public void initialize(BindingTarget target, Environment env) {
    CallbackScope callbacks = env.callbacks();
    target.constant("tickInfo", env.newUint8Array(callbacks.tickInfo()));
    target.constant("promiseRejectEvents", promiseRejectEvents(env));
    target.method(
        "setTickCallback",
        args -> {
          callbacks.setTickCallback(args.function(0), args.get(1));
          return null;
        });
    target.method(
        "runMicrotasks",
        args -> {
          callbacks.runMicrotasks();
          return null;
        });
    target.method(
        "enqueueMicrotask",
        args -> {
          env.realm().getAgent().enqueuePromiseJob(args.function(0));
          return null;
        });
    target.method(
        "setPromiseRejectCallback",
        args -> {
          callbacks.setRejectionTracker(new RejectionTracker(args.function(0)));
          return null;
        });
  }

  private static JSObject promiseRejectEvents(Environment env) {
    JSObject events = env.newObject();
    Js.set(events, "kPromiseRejectWithNoHandler", REJECT_WITH_NO_HANDLER);
    Js.set(events, "kPromiseHandlerAddedAfterReject", HANDLER_ADDED_AFTER_REJECT);
    Js.set(events, "kPromiseRejectAfterResolved", REJECT_AFTER_RESOLVED);
    Js.set(events, "kPromiseResolveAfterResolved", RESOLVE_AFTER_RESOLVED);
    return events;
  }

  /** Calls {@code callback(type, promise, reason)} for each event that GraalJS reports. */
  private record RejectionTracker(JSFunctionObject callback) implements PromiseRejectionTracker {
    @Override
    public void promiseRejected(JSDynamicObject promise, Object value) {
      Js.call(callback, Js.UNDEFINED, REJECT_WITH_NO_HANDLER, promise, value);
    }

    @Override
    public void promiseRejectionHandled(JSDynamicObject promise) {
      Js.call(callback, Js.UNDEFINED, HANDLER_ADDED_AFTER_REJECT, promise, Js.UNDEFINED);
    }

    @Override
    public void promiseRejectedAfterResolved(JSDynamicObject promise, Object value) {
      Js.call(callback, Js.UNDEFINED, REJECT_AFTER_RESOLVED, promise, value);
    }

    @Override
    public void promiseResolvedAfterResolved(JSDynamicObject promise, Object value) {
      Js.call(callback, Js.UNDEFINED, RESOLVE_AFTER_RESOLVED, promise, value);
    }
  }
}
