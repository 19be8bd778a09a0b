package dev.cortado.bindings.messaging;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.Async;

/** Wakes a message port up in a later turn of the loop, and keeps the loop alive for it. */
public final class MessagingBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    NativeClass wakeup =
        target.nativeClass(
            "Wakeup",
            args -> {
              JSDynamicObject self = (JSDynamicObject) args.jsThis();
              return env.loop().newAsync(() -> env.makeMethodCallback(self, "onwake"));
            });
    wakeup.method(
        "send",
        args -> {
          args.self(Async.class).send();
          return null;
        });
    wakeup.method(
        "ref",
        args -> {
          args.self(Async.class).ref();
          return null;
        });
    wakeup.method(
        "unref",
        args -> {
          args.self(Async.class).unref();
          return null;
        });
    wakeup.method("hasRef", args -> args.self(Async.class).hasRef());
    wakeup.method(
        "close",
        args -> {
          args.self(Async.class).close(null);
          return null;
        });
  }
}
