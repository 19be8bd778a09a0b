package dev.cortado.loop.stream;

/** Told once how an operation that could not finish at once has ended. */
@FunctionalInterface
public interface StatusListener {
  /** Called on the loop's thread with 0 or a negative error number. */
  void onStatus(int status);
}
