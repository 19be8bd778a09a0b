package dev.cortado.engine;

import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.runtime.GraalJSException;
import com.oracle.truffle.js.runtime.GraalJSException.JSStackTraceElement;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.builtins.JSErrorObject;

/**
 * The line of source that an uncaught error points at.
 *
 * @param file path or name of the source
 * @param line from 1
 * @param text the line
 * @param column from 0
 * @param length how many characters are at fault
 */
public record ThrowLocation(String file, int line, String text, int column, int length) {

  /**
   * Finds it.
   *
   * @param error what was thrown
   * @param failure the exception that carried it here, if it is known
   * @return null where nothing is known
   */
  public static ThrowLocation of(Object error, Throwable failure) {
    if (error instanceof JSErrorObject object && object.getException() != null) {
      return ofError(object.getException());
    }
    if (failure instanceof GraalJSException thrown && thrown.getErrorObject() == error) {
      return ofSection(sectionOf(thrown), false);
    }
    return null;
  }

  private static ThrowLocation ofError(GraalJSException exception) {
    if (exception instanceof JSException js && js.getErrorType() == JSErrorType.SyntaxError) {
      SourceSection section = sectionOf(exception);
      if (section != null && js.getLocation() == null) {
        return ofSection(section, true);
      }
    }
    for (JSStackTraceElement element : exception.getJSStackTrace()) {
      String file = Js.toJavaString(element.getFileName());
      SourceSection section = find(exception, file, element.getLineNumber());
      if (section != null) {
        ThrowLocation found = ofSection(section, false);
        return found == null ? null : found.atColumn(element.getColumnNumber() - 1);
      }
    }
    return null;
  }

  private static SourceSection sectionOf(GraalJSException exception) {
    try {
      return exception.hasSourceLocation() ? exception.getSourceLocationInterop() : null;
    } catch (UnsupportedMessageException e) {
      return null;
    }
  }

  /** The section of the frame at this line: the stack that GraalJS keeps has no sources in it. */
  private static SourceSection find(GraalJSException exception, String file, int line) {
    for (TruffleStackTraceElement element : TruffleStackTrace.getStackTrace(exception)) {
      Node node = element.getLocation();
      SourceSection section = node == null ? null : node.getEncapsulatingSourceSection();
      if (matches(section, file, line)) {
        return section;
      }
    }
    SourceSection own = sectionOf(exception);
    return matches(own, file, line) ? own : null;
  }

  private static boolean matches(SourceSection section, String file, int line) {
    if (section == null || !section.isAvailable()) {
      return false;
    }
    return name(section.getSource()).equals(file)
        && section.getStartLine() <= line
        && line <= section.getEndLine();
  }

  private static String name(Source source) {
    return source.getPath() == null ? source.getName() : source.getPath();
  }

  private static ThrowLocation ofSection(SourceSection section, boolean wholeToken) {
    if (section == null || !section.isAvailable()) {
      return null;
    }
    Source source = section.getSource();
    int line = section.getStartLine();
    String text = source.getCharacters(line).toString();
    int length = wholeToken ? Math.max(1, section.getCharLength()) : 1;
    return new ThrowLocation(name(source), line, text, section.getStartColumn() - 1, length);
  }

  /** The expression `new Error()` of a throw statement stands for the statement. */
  private ThrowLocation atColumn(int newColumn) {
    if (newColumn < 0 || newColumn > text.length()) {
      return this;
    }
    String before = text.substring(0, newColumn).stripTrailing();
    int start = before.endsWith("throw") ? before.length() - "throw".length() : newColumn;
    return new ThrowLocation(file, line, text, start, length);
  }
}
