package dev.cortado.bindings.async;

import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.PromiseHook;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.AsyncTracker;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;

/** The life of promises, and of the resources that Java makes, for async_hooks. */
public final class AsyncWrapBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    JSContext context = env.realm().getContext();
    target.method(
        "setPromiseHooks",
        args -> {
          context.setPromiseHook(
              args.isUndefined(0)
                  ? null
                  : new Hook(
                      args.function(0), args.function(1), args.function(2), args.function(3)));
          return null;
        });
    // (init, setDefaultTrigger, enter, exit, destroy, getOrSetAsyncId)
    target.method(
        "setTracker",
        args -> {
          env.callbacks()
              .setTracker(
                  new Tracker(
                      args.function(0),
                      args.function(1),
                      args.function(2),
                      args.function(3),
                      args.function(4),
                      args.function(5)));
          return null;
        });
  }

  private record Hook(
      JSFunctionObject init,
      JSFunctionObject resolve,
      JSFunctionObject before,
      JSFunctionObject after)
      implements PromiseHook {
    @Override
    public void promiseChanged(int changeType, JSDynamicObject promise, JSDynamicObject parent) {
      switch (changeType) {
        case TYPE_INIT -> Js.call(init, Js.UNDEFINED, promise, parent);
        case TYPE_RESOLVE -> Js.call(resolve, Js.UNDEFINED, promise);
        case TYPE_BEFORE -> Js.call(before, Js.UNDEFINED, promise);
        default -> Js.call(after, Js.UNDEFINED, promise);
      }
    }
  }

  private record Tracker(
      JSFunctionObject onInit,
      JSFunctionObject onDefaultTrigger,
      JSFunctionObject onEnter,
      JSFunctionObject onExit,
      JSFunctionObject onDestroy,
      JSFunctionObject getOrSetAsyncId)
      implements AsyncTracker {
    @Override
    public JSDynamicObject init(String type, JSDynamicObject resource, JSDynamicObject trigger) {
      return (JSDynamicObject)
          Js.call(onInit, Js.UNDEFINED, Js.string(type), value(resource), value(trigger));
    }

    @Override
    public void setDefaultTrigger(JSDynamicObject resource) {
      Js.call(onDefaultTrigger, Js.UNDEFINED, value(resource));
    }

    @Override
    public void enter(JSDynamicObject resource) {
      Js.call(onEnter, Js.UNDEFINED, value(resource));
    }

    @Override
    public void exit(JSDynamicObject resource) {
      Js.call(onExit, Js.UNDEFINED, value(resource));
    }

    @Override
    public void destroy(JSDynamicObject resource) {
      Js.call(onDestroy, Js.UNDEFINED, resource);
    }

    @Override
    public Object asyncId(JSDynamicObject resource) {
      return Js.call(getOrSetAsyncId, Js.UNDEFINED, resource);
    }

    private static Object value(JSDynamicObject object) {
      return object == null ? Js.UNDEFINED : object;
    }
  }
}
