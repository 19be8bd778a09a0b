package dev.cortado.bindings.async;

import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.PromiseHook;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;

/** The life of promises, for async_hooks. */
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
}
