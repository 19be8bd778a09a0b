package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.ScriptNode;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.engine.snapshot.Snapshot;

/** Turns source text into functions. */
public final class ScriptCompiler {
  /** What stands behind a text that is the body of a function. */
  public static final String EPILOG = "\n})";

  private final JSRealm realm;
  private final JSContext context;

  ScriptCompiler(JSRealm realm) {
    this.realm = realm;
    this.context = realm.getContext();
  }

  /**
   * Compiles a text as the body of a function, so that line and column numbers are the text's own.
   *
   * @param fileName what stack traces call it
   * @return the function; a SyntaxError is thrown as JavaScript throws it
   */
  @TruffleBoundary
  public JSFunctionObject compileFunction(String text, String fileName, String... parameters) {
    return compileFunction(realm, text, fileName, parameters);
  }

  /** Like {@link #compileFunction(String, String, String...)}, for a function of another realm. */
  @TruffleBoundary
  public JSFunctionObject compileFunction(
      JSRealm target, String text, String fileName, String... parameters) {
    ScriptNode script = parse(source(text, fileName), prolog(parameters), EPILOG);
    return (JSFunctionObject) script.run(target);
  }

  /**
   * Makes the function that {@link #compileFunction(String, String, String...)} makes, from a
   * snapshot of it.
   */
  @TruffleBoundary
  public JSFunctionObject loadFunction(Snapshot snapshot, String text, String fileName) {
    return (JSFunctionObject) snapshot.toScript(context, source(text, fileName)).run(realm);
  }

  /** What stands before a text that is the body of a function. */
  public static String prolog(String... parameters) {
    return "(function (" + String.join(", ", parameters) + ") {";
  }

  /**
   * Compiles a text as a script of the global scope.
   *
   * @param lineOffset how many lines come before the text where stack traces count them
   * @param columnOffset likewise the columns before its first line
   */
  @TruffleBoundary
  public ScriptNode compileScript(String text, String fileName, int lineOffset, int columnOffset) {
    String prolog = "\n".repeat(Math.max(0, lineOffset)) + " ".repeat(Math.max(0, columnOffset));
    Source source = source(prolog + text, fileName);
    return parse(source, "", "");
  }

  private ScriptNode parse(Source source, String prolog, String epilog) {
    try {
      return context.getEvaluator().parseScript(context, source, prolog, epilog, false);
    } catch (JSException e) {
      throw SyntaxErrors.reword(e, source, prolog.length());
    }
  }

  /** Runs a compiled script and returns its completion value. */
  @TruffleBoundary
  public Object run(ScriptNode script) {
    return script.run(realm);
  }

  /** A text as GraalJS takes it; stack traces call it {@code fileName}. */
  public static Source source(String text, String fileName) {
    return Source.newBuilder("js", text, fileName).build();
  }
}
