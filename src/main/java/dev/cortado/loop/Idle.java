package dev.cortado.loop;

/** Runs before polling on every turn; while one is started the poll phase does not block. */
public final class Idle extends PhaseHandle {
  Idle(EventLoop loop, Runnable callback) {
    super(loop, loop.idlePhase, callback);
  }
}
