package dev.cortado.cli;

/** A command line that can't be understood. */
@SuppressWarnings("serial")
public final class BadOptionException extends Exception {
  static final int EXIT_CODE = 9;

  private final int exitCode;

  BadOptionException(String message) {
    this(message, EXIT_CODE);
  }

  BadOptionException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the process is to end with. */
  int exitCode() {
    return exitCode;
  }
}
