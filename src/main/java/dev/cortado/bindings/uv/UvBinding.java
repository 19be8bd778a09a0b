package dev.cortado.bindings.uv;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.UvError;

/** The error numbers with their names and descriptions. */
public final class UvBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    for (UvError error : UvError.values()) {
      target.constant("UV_" + error.name(), error.number());
    }
    target.method("errname", args -> UvError.name(args.int32(0)));
    target.method("getErrorMessage", args -> UvError.description(args.int32(0)));
    target.method("getErrorMap", args -> errorMap(env));
  }

  /** A new Map from each number to {@code [name, description]}. */
  private static Object errorMap(Environment env) {
    UvError[] errors = UvError.values();
    Object[] entries = new Object[errors.length];
    for (int i = 0; i < errors.length; i++) {
      UvError error = errors[i];
      entries[i] = env.newArray(error.number(), env.newArray(error.name(), error.description()));
    }
    Object global = env.realm().getGlobalObject();
    return Js.construct(Js.get(global, "Map"), env.newArray(entries));
  }
}
