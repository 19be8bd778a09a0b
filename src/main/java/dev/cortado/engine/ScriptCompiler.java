package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.ScriptNode;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;

/** Turns source text into functions. */
public final class ScriptCompiler {
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
    String prolog = "(function (" + String.join(", ", parameters) + ") {";
    ScriptNode script =
        context
            .getEvaluator()
            .parseScript(context, source(text, fileName), prolog, "\n})", false);
    return (JSFunctionObject) script.run(realm);
  }

  /** Compiles a text as a script of the global scope. */
  @TruffleBoundary
  public ScriptNode compileScript(String text, String fileName) {
    return context.getEvaluator().parseScript(context, source(text, fileName), "", "", false);
  }

  /** Runs a compiled script and returns its completion value. */
  @TruffleBoundary
  public Object run(ScriptNode script) {
    return script.run(realm);
  }

  static Source source(String text, String fileName) {
    return Source.newBuilder("js", text, fileName).build();
  }
}
