package dev.cortado.engine;

import com.oracle.js.parser.ParserException;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.nodes.ScriptNode;
import com.oracle.truffle.js.parser.JavaScriptTranslator;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSModuleData;
import dev.cortado.engine.snapshot.ModuleSnapshot;
import dev.cortado.engine.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Turns source text into functions. */
public final class ScriptCompiler {
  /** What stands behind a text that is the body of a function. */
  public static final String EPILOG = "\n})";

  private static final String[] COMMONJS_PARAMETERS = {
    "exports", "require", "module", "__filename", "__dirname"
  };

  private final JSRealm realm;
  private final JSContext context;

  /** Null unless the program wants one. */
  private CodeCache cache;

  /** Null where nothing is put off. */
  private Splitting splitting;

  private Supplier<Object> loweringLoader;

  ScriptCompiler(JSRealm realm) {
    this.realm = realm;
    this.context = realm.getContext();
  }

  /**
   * Puts Truffle's splitting off until the program's first text comes.
   *
   * @param function any function of the engine
   */
  public void suspendSplitting(JSFunctionObject function) {
    splitting = Splitting.suspend(function);
  }

  private void programBegins() {
    if (splitting != null) {
      splitting.resume();
      splitting = null;
    }
  }

  /** Has the program's modules kept for its next run. */
  public void setCodeCache(CodeCache cache) {
    this.cache = cache;
  }

  /**
   * Says who rewrites what GraalJS has no syntax for.
   *
   * @param loader of {@code lib/internal/using/lowering}
   */
  public void setLoweringLoader(Supplier<Object> loader) {
    loweringLoader = loader;
  }

  /** What keeps the program's modules; {@code null} where nothing does. */
  public CodeCache codeCache() {
    return cache;
  }

  /** What stands before a CommonJS module's text. */
  public static String commonJsProlog(String text) {
    return prolog(COMMONJS_PARAMETERS) + hashbangComment(text);
  }

  /** Compiles a CommonJS module as the body of a function, or takes that from the cache. */
  @TruffleBoundary
  public JSFunctionObject compileCommonJs(String text, String fileName) {
    programBegins();
    if (cache == null) {
      return compileFunction(text, fileName, COMMONJS_PARAMETERS);
    }
    CodeCache.Entry entry = cache.entry(CodeCache.Kind.COMMONJS, fileName, text);
    if (entry.code() != null) {
      Snapshot snapshot = Snapshot.read(entry.code(), text.getBytes(StandardCharsets.UTF_8));
      if (snapshot != null) {
        JSFunctionObject function = loadProgram(snapshot, text, fileName);
        entry.accepted();
        return function;
      }
    }
    JSFunctionObject function = compileFunction(text, fileName, COMMONJS_PARAMETERS);
    entry.compiled();
    return function;
  }

  /**
   * Compiles a module of the loader's, or takes it from the cache.
   *
   * @param url what it is called by
   */
  @TruffleBoundary
  public JSModuleData compileModule(String text, String url) {
    programBegins();
    if (cache == null || url.startsWith("node:")) {
      return compileModule(text, new ScriptOrigin(url));
    }
    CodeCache.Entry entry = cache.entry(CodeCache.Kind.MODULE, url, text);
    if (entry.code() != null) {
      ModuleSnapshot snapshot =
          ModuleSnapshot.read(entry.code(), text.getBytes(StandardCharsets.UTF_8));
      if (snapshot != null) {
        JSModuleData module =
            snapshot.toModule(context, moduleSource(text, url), ProgramNodeFactory.INSTANCE);
        entry.accepted();
        return module;
      }
    }
    JSModuleData module = compileModule(text, new ScriptOrigin(url));
    entry.compiled();
    return module;
  }

  /**
   * Compiles a text as the body of a function, so that line and column numbers are the text's own.
   *
   * @param fileName what stack traces call it
   * @return the function; a SyntaxError is thrown as JavaScript throws it
   */
  @TruffleBoundary
  public JSFunctionObject compileFunction(String text, String fileName, String... parameters) {
    return compileFunction(realm, text, new ScriptOrigin(fileName), parameters);
  }

  /** Like {@link #compileFunction(String, String, String...)}, for a function of another realm. */
  @TruffleBoundary
  public JSFunctionObject compileFunction(
      JSRealm target, String text, ScriptOrigin origin, String... parameters) {
    String prolog = prolog(parameters) + hashbangComment(text);
    return (JSFunctionObject) parse(text, origin, prolog, EPILOG).run(target);
  }

  /**
   * Makes the function that {@link #compileFunction(String, String, String...)} makes for a file of
   * lib/, from a snapshot of it.
   */
  @TruffleBoundary
  public JSFunctionObject loadFunction(Snapshot snapshot, String text, String fileName) {
    return (JSFunctionObject) snapshot.toScript(context, source(text, fileName)).run(realm);
  }

  private JSFunctionObject loadProgram(Snapshot snapshot, String text, String fileName) {
    Source source = source(text, fileName);
    return (JSFunctionObject)
        snapshot.toScript(context, source, ProgramNodeFactory.INSTANCE).run(realm);
  }

  /** Makes the script that {@link #compileScript} makes, from a snapshot of it. */
  @TruffleBoundary
  public ScriptNode loadScript(Snapshot snapshot, String text, ScriptOrigin origin) {
    programBegins();
    Source source = source(origin.place(text), origin.fileName());
    return origin.hostDefined() == null
        ? snapshot.toScript(context, source, ProgramNodeFactory.INSTANCE)
        : snapshot.toScript(context, source, HostScript.factory(origin.hostDefined()));
  }

  /** What stands before a text that is the body of a function. */
  public static String prolog(String... parameters) {
    return "(function (" + String.join(",", parameters) + ") {\n";
  }

  /** The parser knows a hashbang only where nothing stands before it: makes it a comment. */
  private static String hashbangComment(String text) {
    return text.startsWith("#!") ? "//" : "";
  }

  /**
   * Compiles a text as the body of a function that sees the properties of some objects as
   * variables, those of the last one first.
   */
  @TruffleBoundary
  public JSFunctionObject compileFunctionInScopes(
      JSRealm target, String text, ScriptOrigin origin, Object[] scopes, String... parameters) {
    StringBuilder prolog = new StringBuilder("(function () { ");
    for (int i = 0; i < scopes.length; i++) {
      prolog.append("with (arguments[").append(i).append("]) ");
    }
    prolog.append("return (function (").append(String.join(",", parameters)).append(") {\n");
    prolog.append(hashbangComment(text));
    Object outer = parse(text, origin, prolog.toString(), "\n})})").run(target);
    return (JSFunctionObject) Js.call(outer, Js.UNDEFINED, scopes);
  }

  /** Compiles a text as a script of the global scope. */
  @TruffleBoundary
  public ScriptNode compileScript(String text, ScriptOrigin origin) {
    return parse(text, origin, "", "");
  }

  /**
   * Compiles a text as an ES module.
   *
   * @param origin its file name is a URL
   */
  @TruffleBoundary
  public JSModuleData compileModule(String text, ScriptOrigin origin) {
    programBegins();
    Source source = moduleSource(origin.place(text), origin.fileName());
    try {
      return JavaScriptTranslator.translateModule(factory(origin), context, source);
    } catch (JSException e) {
      return translateModuleAfter(e, source, origin);
    } catch (ParserException e) {
      return translateModuleAfter(toJSException(e), source, origin);
    }
  }

  private JSModuleData translateModuleAfter(
      JSException failure, Source source, ScriptOrigin origin) {
    return new UsingSyntax(context, loweringLoader)
        .translate(
            failure,
            source,
            "",
            "",
            factory(origin),
            (text, factory) -> JavaScriptTranslator.translateModule(factory, context, text));
  }

  private static NodeFactory factory(ScriptOrigin origin) {
    return origin.hostDefined() == null
        ? ProgramNodeFactory.INSTANCE
        : HostScript.factory(origin.hostDefined());
  }

  private ScriptNode parse(String text, ScriptOrigin origin, String prolog, String epilog) {
    programBegins();
    Source source = source(origin.place(text), origin.fileName());
    try {
      return JavaScriptTranslator.translateScript(
          factory(origin), context, source, false, prolog, epilog);
    } catch (JSException e) {
      return translateScriptAfter(e, source, origin, prolog, epilog);
    } catch (ParserException e) {
      return translateScriptAfter(toJSException(e), source, origin, prolog, epilog);
    }
  }

  private ScriptNode translateScriptAfter(
      JSException failure, Source source, ScriptOrigin origin, String prolog, String epilog) {
    return new UsingSyntax(context, loweringLoader)
        .translate(
            failure,
            source,
            prolog,
            epilog,
            factory(origin),
            (text, factory) ->
                JavaScriptTranslator.translateScript(
                    factory, context, text, false, prolog, epilog));
  }

  private JSException toJSException(ParserException failure) {
    return com.oracle.truffle.js.runtime.Errors.createSyntaxError(failure, context);
  }

  /** Runs a compiled script and returns its completion value. */
  @TruffleBoundary
  public Object run(ScriptNode script) {
    return script.run(realm);
  }

  /** The source of an ES module. */
  public static Source moduleSource(String text, String url) {
    return Source.newBuilder("js", text, url).mimeType("application/javascript+module").build();
  }

  /** A text as GraalJS takes it; stack traces call it {@code fileName}. */
  public static Source source(String text, String fileName) {
    return Source.newBuilder("js", text, fileName).build();
  }
}
