package dev.cortado.engine;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.runtime.GraalJSException.JSStackTraceElement;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a frame of a stack stands. GraalJS tells where the expression begins that was under way; V8
 * points at the last name of {@code a.b.c}, and at the {@code await} before what a function waits
 * for.
 *
 * @param line from 1
 * @param column from 1
 */
record FramePosition(int line, int column) {
  private static final int LONGEST = 1000;
  private static final String NAME = "[\\p{L}\\p{N}_$#]+";
  private static final Pattern MEMBER =
      Pattern.compile(
          "((?:" + NAME + "\\s*\\??\\.\\s*)+)" + NAME + "(?:\\s*\\(.*)?", Pattern.DOTALL);
  private static final Pattern SUSPENDED =
      Pattern.compile(".*?(?<![\\p{L}\\p{N}_$])((?:await|yield)[\\s(*]*)", Pattern.DOTALL);

  static FramePosition of(JSStackTraceElement element) {
    FramePosition own = new FramePosition(element.getLineNumber(), element.getColumnNumber());
    SourceSection section = sectionOfFunction(element);
    int start = element.getPosition();
    if (section == null || start <= section.getCharIndex() || !isIn(section, element)) {
      return own;
    }
    Source source = section.getSource();
    int better = element.isAsync() ? suspension(source, start) : member(element, source, own);
    return better < 0
        ? own
        : new FramePosition(source.getLineNumber(better), source.getColumnNumber(better));
  }

  private static boolean isIn(SourceSection section, JSStackTraceElement element) {
    return element.getPosition() + element.getCharLength() <= section.getSource().getLength();
  }

  /** The text of a frame's function; null for one that is not written in JavaScript. */
  static SourceSection sectionOfFunction(JSStackTraceElement element) {
    SourceSection section =
        element.getFunction() instanceof JSFunctionObject function
                && function.getFunctionData().getCallTarget() instanceof RootCallTarget target
            ? target.getRootNode().getSourceSection()
            : null;
    return section == null || !section.isAvailable() ? null : section;
  }

  private static int suspension(Source source, int start) {
    int from = Math.max(0, start - LONGEST);
    Matcher matcher = SUSPENDED.matcher(source.getCharacters().subSequence(from, start).toString());
    int found = -1;
    if (matcher.matches()) {
      found = from + matcher.start(1);
    }
    return found;
  }

  private static int member(JSStackTraceElement element, Source source, FramePosition own) {
    int start = element.getPosition();
    if (element.getCharLength() > LONGEST
        || source.getLineNumber(start) != own.line
        || source.getColumnNumber(start) != own.column) {
      return -1;
    }
    Matcher matcher =
        MEMBER.matcher(source.getCharacters().subSequence(start, start + element.getCharLength()));
    return matcher.matches() ? start + matcher.end(1) : -1;
  }
}
