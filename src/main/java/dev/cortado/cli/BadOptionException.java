package dev.cortado.cli;

/** A command line that can't be run. */
public final class BadOptionException extends Exception {
  static final int EXIT_CODE = 9;

  private static final long serialVersionUID = 1L;

  BadOptionException(String message) {
    super(message);
  }
}
