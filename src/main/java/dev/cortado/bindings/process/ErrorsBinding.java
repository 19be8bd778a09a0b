package dev.cortado.bindings.process;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.CallbackScope;
import dev.cortado.engine.Environment;

/** Uncaught exceptions. */
public final class ErrorsBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    CallbackScope callbacks = env.callbacks();
    target.method(
        "setUncaughtExceptionHandler",
        args -> {
          callbacks.setUncaughtExceptionHandler(args.function(0));
          return null;
        });
    target.method(
        "triggerUncaughtException",
        args -> {
          callbacks.triggerUncaughtException(args.get(0), args.bool(1));
          return null;
        });
    target.constant("exitCodes", ExitCodes.toObject(env));
  }
}
