package dev.cortado.loop;

/** Runs after polling: {@code setImmediate} is made of it. */
public final class Check extends PhaseHandle {
  Check(EventLoop loop, Runnable callback) {
    super(loop, loop.checkPhase, callback);
  }
}
