package dev.cortado.engine;

/**
 * The Java side of a JavaScript function.
 *
 * <p>May return a JavaScript value or {@code null} (undefined), {@link String}, {@link Integer},
 * {@link Long}, {@link Double}, {@link Boolean}, which are converted.
 */
@FunctionalInterface
public interface NativeCall {
  Object call(Arguments args);
}
