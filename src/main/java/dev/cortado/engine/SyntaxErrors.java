package dev.cortado.engine;

import com.oracle.js.parser.ParserException;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words GraalJS's syntax errors as V8 does, and has them point at the place in the source. */
public final class SyntaxErrors {
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?s)(?:Expected|expected) .* but found (.+)|Unexpected token: (.+)");
  private static final Pattern REDECLARED =
      Pattern.compile("Variable \"(.+)\" has already been declared");
  private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
  private static final Pattern NUMBER = Pattern.compile("\\d.*");

  private static final Set<String> KEYWORDS =
      Set.of(
          "break",
          "case",
          "catch",
          "class",
          "const",
          "continue",
          "debugger",
          "default",
          "delete",
          "do",
          "else",
          "export",
          "extends",
          "finally",
          "for",
          "function",
          "if",
          "import",
          "in",
          "instanceof",
          "new",
          "return",
          "super",
          "switch",
          "this",
          "throw",
          "try",
          "typeof",
          "var",
          "void",
          "while",
          "with",
          "null",
          "true",
          "false",
          "enum");

  private SyntaxErrors() {}

  /**
   * The error to throw for one that the parser threw.
   *
   * @param source the text that was parsed
   * @param prologLength how many characters the parser saw before it
   */
  public static RuntimeException reword(JSException failure, Source source, int prologLength) {
    if (failure.getErrorType() != JSErrorType.SyntaxError
        || !(failure.getCause() instanceof ParserException cause)) {
      return failure;
    }
    int position = Math.clamp(cause.getPosition() - (long) prologLength, 0, source.getLength());
    int length = Math.min(1, source.getLength() - position);
    SourceSection section = source.createSection(position, length);
    String message = message(failure.getRawMessage(), source, position);
    return JSException.create(
        JSErrorType.SyntaxError, message, section, cause.isIncompleteSource());
  }

  private static String message(String message, Source source, int position) {
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      String found = unexpected.group(1) != null ? unexpected.group(1) : unexpected.group(2);
      return unexpectedToken(found, source, position);
    }
    Matcher redeclared = REDECLARED.matcher(message);
    if (redeclared.matches()) {
      return "Identifier '" + redeclared.group(1) + "' has already been declared";
    }
    return switch (message) {
      case "Invalid return statement" -> "Illegal return statement";
      case "Cannot use import.meta outside a module" -> "Cannot use 'import.meta' outside a module";
      case "Invalid left hand side for assignment" -> "Invalid left-hand side in assignment";
      default -> message;
    };
  }

  private static String unexpectedToken(String found, Source source, int position) {
    CharSequence text = source.getCharacters();
    if (found.equals("eof") || position >= text.length()) {
      return "Unexpected end of input";
    }
    char first = text.charAt(position);
    // The lexer's name for what is no token.
    if (found.equals("error") && first != 'e') {
      return "Invalid or unexpected token";
    }
    if (first == '\'' || first == '"') {
      return "Unexpected string";
    }
    if (first == '`') {
      return "Unexpected template string";
    }
    if (NUMBER.matcher(found).matches()) {
      return "Unexpected number";
    }
    if (found.equals("import") && startsStatement(text, position)) {
      return "Cannot use import statement outside a module";
    }
    boolean keyword = KEYWORDS.contains(found);
    return IDENTIFIER.matcher(found).matches() && !keyword
        ? "Unexpected identifier '" + found + "'"
        : "Unexpected token '" + found + "'";
  }

  private static boolean startsStatement(CharSequence text, int position) {
    int before = position - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || ";}\n\r\u2028\u2029".indexOf(text.charAt(before)) >= 0;
  }
}
