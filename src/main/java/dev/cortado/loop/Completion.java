package dev.cortado.loop;

/** Receives the outcome of a {@link Request} on the loop's thread. */
@FunctionalInterface
public interface Completion<T> {
  /**
   * Called once.
   *
   * @param result what the work returned, if {@code error} is null
   * @param error what the work threw, a {@link java.util.concurrent.CancellationException} when it
   *     was cancelled, or null
   */
  void done(T result, Throwable error);
}
