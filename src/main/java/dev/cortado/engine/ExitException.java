package dev.cortado.engine;

/**
 * Unwinds a JavaScript thread that ends without ending the process: an embedded runtime or a worker
 * whose program called {@code process.exit}. Scripts can't catch it.
 */
@SuppressWarnings("serial")
public final class ExitException extends com.oracle.truffle.api.nodes.ControlFlowException {
  private final int code;

  public ExitException(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
