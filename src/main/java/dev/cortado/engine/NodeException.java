package dev.cortado.engine;

/** An error with one of Node.js's {@code ERR_…} codes (or none), thrown by Java for JavaScript. */
public final class NodeException extends RuntimeException {
  /** Which constructor the JavaScript error is made with. */
  public enum Kind {
    ERROR,
    TYPE,
    RANGE,
    SYNTAX,
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String code;

  /**
   * @param code the value of the error's {@code code} property, or {@code null} for none
   */
  public NodeException(Kind kind, String code, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }
}
