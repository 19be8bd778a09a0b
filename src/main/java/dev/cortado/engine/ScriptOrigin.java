package dev.cortado.engine;

/**
 * Where a text comes from.
 *
 * @param fileName what stack traces call it
 * @param lineOffset how many lines come before the text where stack traces count them
 * @param columnOffset likewise the columns before its first line
 * @param hostDefined what {@link HostScript#hostDefined} says; {@code null} for a text whose {@code
 *     import()} is the loader's
 */
public record ScriptOrigin(String fileName, int lineOffset, int columnOffset, Object hostDefined) {
  /** Lines and columns beyond are not counted: they are characters in front of the text. */
  private static final int MAX_OFFSET = 1 << 20;

  public ScriptOrigin(String fileName) {
    this(fileName, 0, 0, null);
  }

  /** The text with lines and columns in front of it that make it stand where it should. */
  public String place(String text) {
    if (lineOffset <= 0 && columnOffset <= 0) {
      return text;
    }
    return "\n".repeat(Math.clamp(lineOffset, 0, MAX_OFFSET))
        + " ".repeat(Math.clamp(columnOffset, 0, MAX_OFFSET))
        + text;
  }
}
