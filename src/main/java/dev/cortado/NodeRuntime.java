package dev.cortado;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.bindings.Bindings;
import dev.cortado.bindings.builtins.BuiltinsBinding;
import dev.cortado.bindings.builtins.LibraryCompiler;
import dev.cortado.bindings.performance.Milestones;
import dev.cortado.bindings.performance.PerformanceBinding;
import dev.cortado.cli.BadOptionException;
import dev.cortado.cli.CommandLine;
import dev.cortado.engine.ContextFactory;
import dev.cortado.engine.Environment;
import dev.cortado.engine.ExitException;
import dev.cortado.engine.Js;
import dev.cortado.engine.RuntimeOptions;
import dev.cortado.loop.EventLoop;
import java.util.function.IntConsumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;

/**
 * One Node.js program on the JVM: a realm, an event loop and the thread that runs both.
 *
 * <p>A runtime is made, run and closed on one thread.
 */
public final class NodeRuntime implements AutoCloseable {
  private final Context context;
  private final EventLoop loop;
  private final Environment env;
  private final LibraryCompiler library = new LibraryCompiler();
  private final Milestones milestones = new Milestones();
  private JSFunctionObject requireBuiltin;

  /**
   * @param exit called by {@code process.exit} with the exit code; it must not return
   */
  public NodeRuntime(RuntimeOptions options, IntConsumer exit) {
    milestones.engineStart = System.nanoTime();
    this.context = ContextFactory.newContext(HostAccess.ALL);
    JSRealm realm = JavaScriptLanguage.getJSRealm(context);
    context.enter();
    milestones.environment = System.nanoTime();
    this.loop = new EventLoop();
    this.env = new Environment(realm, loop, options, exit);
    env.callbacks().setFatalExceptionHandler(error -> dieOf(error, exit));
    Bindings.register(env.bindings());
    env.bindings().add("builtins", () -> new BuiltinsBinding(library));
    env.bindings().add("performance", () -> new PerformanceBinding(milestones));
    env.bindings().add("hooks_thread", () -> new HooksThread(options, exit));
  }

  /** A runtime whose {@code process.exit} makes {@link #runMain} return the code. */
  public NodeRuntime(RuntimeOptions options) {
    this(
        options,
        code -> {
          throw new ExitException(code);
        });
  }

  /**
   * Runs a program on the calling thread until nothing keeps its event loop alive.
   *
   * @param commandLine what would follow {@code node}: options, the script, its arguments
   * @return the exit code
   * @throws IllegalArgumentException for a bad option
   */
  public static int run(String... commandLine) {
    CommandLine line;
    try {
      line = CommandLine.parse(commandLine, null);
    } catch (BadOptionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    try (NodeRuntime runtime = new NodeRuntime(line.toRuntimeOptions("cortado"))) {
      return runtime.runMain(line.mainScript());
    }
  }

  /**
   * Runs a program from its first line until nothing keeps its event loop alive.
   *
   * @param main the file in {@code lib/internal/main} that starts it
   * @return the exit code
   */
  public int runMain(String main) {
    try {
      start(main);
      return spinEventLoop();
    } catch (ExitException exit) {
      return exit.code();
    }
  }

  /** Runs the first lines; the caller turns the loop. */
  void start(String main) {
    bootstrap();
    requireMain(main);
  }

  private void bootstrap() {
    JSFunctionObject realm = library.compile(env, LibraryCompiler.REALM);
    env.compiler().suspendSplitting(realm);
    JSFunctionObject internalBinding =
        env.newFunction("internalBinding", args -> env.bindings().get(args.string(0)));
    requireBuiltin = (JSFunctionObject) Js.call(realm, Js.UNDEFINED, internalBinding);
    env.buffers().setBufferLoader(() -> Js.call(requireBuiltin, Js.UNDEFINED, "buffer"));
    env.compiler()
        .setLoweringLoader(() -> Js.call(requireBuiltin, Js.UNDEFINED, "internal/using/lowering"));
    env.callbacks().setTrackerLoader(this::followIds);
    Js.call(requireBuiltin, Js.UNDEFINED, "internal/bootstrap/node");
    milestones.bootstrapComplete = System.nanoTime();
  }

  private void followIds() {
    Object asyncHooks = Js.call(requireBuiltin, Js.UNDEFINED, "internal/async_hooks");
    Js.call(Js.get(asyncHooks, "enableIds"), Js.UNDEFINED);
  }

  private void requireMain(String main) {
    env.runCallback(() -> Js.call(requireBuiltin, Js.UNDEFINED, "internal/main/" + main));
  }

  /** Turns the loop until it has nothing left to do, even after {@code 'beforeExit'}. */
  private int spinEventLoop() {
    Object lifecycle = Js.call(requireBuiltin, Js.UNDEFINED, "internal/process/lifecycle");
    Object emitBeforeExit = Js.get(lifecycle, "emitBeforeExit");
    milestones.loopStart = System.nanoTime();
    do {
      loop.run();
      env.makeCallback(emitBeforeExit, Js.UNDEFINED);
    } while (loop.isAlive());
    milestones.loopExit = System.nanoTime();
    env.makeCallback(Js.get(lifecycle, "emitExit"), Js.UNDEFINED);
    env.end();
    return ((Number) Js.call(Js.get(lifecycle, "exitCode"), Js.UNDEFINED)).intValue();
  }

  /** Reports an error that broke even the reporting of errors. */
  private static void dieOf(Object error, IntConsumer exit) {
    String text;
    try {
      Object stack =
          error instanceof com.oracle.truffle.js.runtime.objects.JSDynamicObject object
              ? Js.get(object, "stack")
              : error;
      text = Js.toJavaString(stack == Js.UNDEFINED ? error : stack);
    } catch (AbstractTruffleException e) {
      text = "Uncaught exception";
    }
    System.err.println(text);
    exit.accept(1);
  }

  /** The environment, for code that adds bindings of its own. */
  public Environment environment() {
    return env;
  }

  @Override
  public void close() {
    context.leave();
    context.close();
  }
}
