package dev.cortado.engine;

import com.oracle.js.parser.ParserException;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * {@code using} declarations, which GraalJS has no syntax for: {@code lib/internal/using} rewrites
 * the texts that GraalJS rejects for one. All others never come here.
 */
final class UsingSyntax {
  /** What the parser has read of a declaration when it meets a name that it does not expect. */
  private static final Pattern DECLARATION =
      Pattern.compile("(?s).*(?<![\\w$.])using(?:\\h|/\\*.*?\\*/)+(?:of\\h*)?");

  /** How far back the word is looked for. */
  private static final int REACH = 200;

  private final JSContext context;

  private final Supplier<Object> loader;

  /**
   * @param loader of {@code lib/internal/using/lowering}
   */
  UsingSyntax(JSContext context, Supplier<Object> loader) {
    this.context = context;
    this.loader = loader;
  }

  /** Translates a source with the nodes that a factory makes. */
  @FunctionalInterface
  interface Translation<T> {
    T of(Source source, NodeFactory factory);
  }

  /**
   * Translates what GraalJS has rejected.
   *
   * @param failure what it threw
   * @param translation is given another text of the same lines
   * @throws JSException the error to throw where the text is in error
   */
  <T> T translate(
      JSException failure,
      Source source,
      String prolog,
      String epilog,
      NodeFactory base,
      Translation<T> translation) {
    int prologLength = prolog.length();
    if (!isAtDeclaration(failure, source, prologLength)) {
      throw SyntaxErrors.reword(failure, source, prologLength);
    }
    boolean isModule = source.getMimeType() != null;
    Object library = loader.get();
    Object lowered =
        Js.call(
            Js.get(library, "lower"),
            Js.UNDEFINED,
            Js.string(source.getCharacters().toString()),
            Js.string(prolog),
            Js.string(epilog),
            isModule);
    Source other =
        Source.newBuilder(source).content(Js.toJavaString(Js.get(lowered, "text"))).build();
    if (Js.isNullish(Js.get(lowered, "prefix"))) {
      throw errorOf(lowered, other, source, prologLength, base, translation, failure);
    }
    NodeFactory factory =
        new UsingFactory(
            base, Js.toJavaString(Js.get(lowered, "prefix")), Js.get(library, "newResources"));
    try {
      return translation.of(other, factory);
    } catch (JSException | ParserException e) {
      throw SyntaxErrors.reword(failure, source, prologLength);
    }
  }

  private static boolean isAtDeclaration(JSException failure, Source source, int prologLength) {
    if (!(failure.getCause() instanceof ParserException cause)) {
      return false;
    }
    int position = cause.getPosition() - prologLength;
    if (position <= 0 || position > source.getLength()) {
      return false;
    }
    CharSequence text = source.getCharacters();
    return DECLARATION.matcher(text.subSequence(Math.max(0, position - REACH), position)).matches();
  }

  /** What is wrong with a text that is in error, with or without {@code using}. */
  private <T> RuntimeException errorOf(
      Object lowered,
      Source other,
      Source source,
      int prologLength,
      NodeFactory base,
      Translation<T> translation,
      JSException failure) {
    if (Js.get(lowered, "position") instanceof Number position) {
      int start = Math.clamp(position.intValue(), 0, source.getLength());
      String message = Js.toJavaString(Js.get(lowered, "error"));
      return JSException.create(
          JSErrorType.SyntaxError, message, source.createSection(start, 0), false);
    }
    try {
      translation.of(other, base);
    } catch (JSException e) {
      return SyntaxErrors.reword(e, source, prologLength);
    } catch (ParserException e) {
      return SyntaxErrors.reword(toJSException(e), source, prologLength);
    }
    return SyntaxErrors.reword(failure, source, prologLength);
  }

  private JSException toJSException(ParserException failure) {
    return com.oracle.truffle.js.runtime.Errors.createSyntaxError(failure, context);
  }
}
