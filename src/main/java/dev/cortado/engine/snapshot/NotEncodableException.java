package dev.cortado.engine.snapshot;

/** A file that has something no snapshot can hold: it is parsed at every start instead. */
public final class NotEncodableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotEncodableException(String message) {
    super(message);
  }
}
