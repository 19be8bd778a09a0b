package dev.cortado.engine;

import com.oracle.truffle.js.runtime.objects.JSObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The bindings by name, each made when {@code lib/} first asks for it. */
public final class BindingRegistry {
  private final Environment env;
  private final Map<String, Supplier<Binding>> factories = new HashMap<>();
  private final Map<String, JSObject> made = new HashMap<>();

  BindingRegistry(Environment env) {
    this.env = env;
  }

  /** Announces a binding; a supplier keeps its class unloaded until it is asked for. */
  public BindingRegistry add(String name, Supplier<Binding> factory) {
    factories.put(name, factory);
    return this;
  }

  /**
   * The object of a binding.
   *
   * @throws NodeException {@code No such binding} for an unknown name
   */
  public JSObject get(String name) {
    JSObject known = made.get(name);
    if (known != null) {
      return known;
    }
    Supplier<Binding> factory = factories.get(name);
    if (factory == null) {
      throw new NodeException(
          NodeException.Kind.ERROR, "ERR_INVALID_MODULE", "No such binding: " + name);
    }
    JSObject object = env.newObject();
    made.put(name, object);
    factory.get().initialize(new BindingTarget(env.functions(), object), env);
    return object;
  }
}
