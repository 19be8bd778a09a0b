package dev.cortado.loop;

/** Runs right before polling. */
public final class Prepare extends PhaseHandle {
  Prepare(EventLoop loop, Runnable callback) {
    super(loop, loop.preparePhase, callback);
  }
}
