package dev.cortado.bindings.http;

import dev.cortado.engine.Arguments;
import dev.cortado.engine.BindingTarget;

/**
 * What outgoing heads ask for at each message. The compiler sees a call where a regular expression
 * or a Date in JavaScript would become part of every function above it.
 */
final class FieldText {
  private static final int MILLIS_PER_SECOND = 1000;

  private FieldText() {}

  static void declare(BindingTarget target) {
    target.method("isToken", FieldText::isToken);
    target.method("isFieldValue", FieldText::isFieldValue);
    target.inlined("second", args -> (int) (System.currentTimeMillis() / MILLIS_PER_SECOND));
  }

  /** {@code (text)}: whether it is a token of RFC 9110, section 5.6.2. */
  private static Object isToken(Arguments args) {
    String text = args.string(0);
    return !text.isEmpty() && consistsOf(text, CharClass.TOKEN);
  }

  /**
   * {@code (text, lenient)}: whether it may be a field's value; a lenient sender leaves out only
   * what a receiver would take for the field's end.
   */
  private static Object isFieldValue(Arguments args) {
    String text = args.string(0);
    return args.bool(1)
        ? text.chars().noneMatch(c -> c == 0 || c == '\r' || c == '\n')
        : consistsOf(text, CharClass.FIELD_VALUE);
  }

  private static boolean consistsOf(String text, int charClass) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xff || !CharClass.is((byte) c, charClass)) {
        return false;
      }
    }
    return true;
  }
}
