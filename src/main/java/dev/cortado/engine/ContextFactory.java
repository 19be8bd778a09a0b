package dev.cortado.engine;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.IOAccess;

/** Makes GraalJS contexts that behave as V8's do where JavaScript programs can tell. */
public final class ContextFactory {
  /** What GraalJS insists on for {@code WebAssembly}: compiling, and the languages' bindings. */
  private static final PolyglotAccess WEB_ASSEMBLY =
      PolyglotAccess.newBuilder()
          .allowEval("js", "wasm")
          .allowBindingsAccess("js")
          .allowBindingsAccess("wasm")
          .build();

  /** The longest string, in UTF-16 code units: V8's on 64 bits. */
  public static final int MAX_STRING_LENGTH = (1 << 29) - 24;

  private ContextFactory() {}

  /**
   * Lets Java code reach GraalJS's internal classes from the class path. Must run before the first
   * engine of the process is made.
   */
  private static void prepareProcess() {
    if (System.getProperty("polyglotimpl.DisableClassPathIsolation") == null) {
      System.setProperty("polyglotimpl.DisableClassPathIsolation", "true");
    }
    CompilerStart.putOff();
  }

  /**
   * A context for one thread of JavaScript, with an engine of its own: code that contexts share
   * can't rely on one realm and its prototypes, which costs more than compiling it once more.
   */
  public static Context newContext(HostAccess hostAccess) {
    prepareProcess();
    Context.Builder builder = Context.newBuilder("js", "wasm").allowExperimentalOptions(true);
    if (CompilerStart.hasCompiler()) {
      builder
          // With it an idle compiler takes functions that ran 40 times: a small program's, for
          // nothing.
          .option("engine.DynamicCompilationThresholds", "false")
          .option("engine.FirstTierCompilationThreshold", "1000")
          // A server has a hundred hot functions, most with dozens of others in them: the last tier
          // takes up to seconds for each, while the first tier's code answers requests. What
          // computes gets there within a second all the same.
          .option("engine.LastTierCompilationThreshold", "300000");
    }
    return builder
        .option("engine.WarnInterpreterOnly", "false")
        .allowHostAccess(hostAccess)
        .allowIO(IOAccess.NONE)
        .allowPolyglotAccess(WEB_ASSEMBLY)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowCreateThread(true)
        // Emitters come in many shapes: a server of a few lines has more than the default of five.
        .option("js.property-cache-limit", "12")
        .option("js.string-length-limit", Integer.toString(MAX_STRING_LENGTH))
        .option("js.v8-compat", "true")
        .option("js.stack-trace-api", "true")
        .option("js.async-context", "true")
        .option("js.ecmascript-version", "staging")
        .option("js.global-arguments", "false")
        .option("js.console", "false")
        .option("js.print", "false")
        // Made when a program asks for it: see LazyWebAssembly.
        .option("js.webassembly", "false")
        .option("js.source-phase-imports", "true")
        .option("js.load", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.performance", "false")
        .option("js.unhandled-rejections", "none")
        .option("js.import-attributes", "true")
        .option("js.text-encoding", "false")
        .build();
  }
}
