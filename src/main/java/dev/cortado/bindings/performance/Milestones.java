package dev.cortado.bindings.performance;

/**
 * When a program reached what, as {@link System#nanoTime}; 0 for what is still to come. Plain
 * fields, because every start fills them in.
 */
public final class Milestones {
  /** The engine is about to be made. */
  public long engineStart;

  /** There is a realm; what is Node.js's follows. */
  public long environment;

  /** {@code lib/} is ready to run a program. */
  public long bootstrapComplete;

  /** The program's first lines have run. */
  public long loopStart;

  /** Nothing is left to wait for. */
  public long loopExit;
}
