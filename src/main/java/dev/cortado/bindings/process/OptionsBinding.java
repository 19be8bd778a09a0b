package dev.cortado.bindings.process;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import java.util.List;

/** The parsed command line. */
public final class OptionsBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.constant("areDefaults", env.options().areDefaults());
    target.method(
        "allowedInNodeOptions", args -> env.newArray(env.options().nodeOptions().get().toArray()));
    target.method(
        "getOption",
        args -> {
          Object value = env.options().flags().get(args.string(0));
          return value instanceof List<?> list ? env.newArray(list.toArray()) : value;
        });
  }
}
