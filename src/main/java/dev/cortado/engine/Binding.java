package dev.cortado.engine;

/**
 * What {@code internalBinding(name)} hands to {@code lib/}: declared once, when first asked for.
 */
@FunctionalInterface
public interface Binding {
  void initialize(BindingTarget target, Environment env);
}
