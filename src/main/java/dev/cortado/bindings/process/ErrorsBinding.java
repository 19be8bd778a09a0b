package dev.cortado.bindings.process;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.CallbackScope;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.StackTraces;
import dev.cortado.engine.ThrowLocation;

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
    target.constant("kIsNodeError", StackTraces.NODE_ERROR);
    target.method("getThrowLocation", args -> throwLocation(env, args.get(0)));
    target.method(
        "setFrameMapper",
        args -> {
          StackTraces.setFrameMapper(env.realm(), args.isFunction(0) ? args.function(0) : null);
          return null;
        });
    target.constant("exitCodes", ExitCodes.toObject(env));
  }

  /** Where an uncaught error comes from: file, line, text of the line, column, length. */
  private static Object throwLocation(Environment env, Object error) {
    ThrowLocation location = ThrowLocation.of(error, env.callbacks().lastFailure());
    if (location == null) {
      return Js.UNDEFINED;
    }
    return env.newArray(
        location.file(), location.line(), location.text(), location.column(), location.length());
  }
}
