package dev.cortado.engine;

import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.runtime.CompilationTask;
import com.oracle.truffle.runtime.OptimizedCallTarget;
import com.oracle.truffle.runtime.OptimizedTruffleRuntime;
import com.oracle.truffle.runtime.hotspot.HotSpotTruffleRuntime;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Consumer;

/**
 * Puts the start of the JIT compiler off until the first function is to be compiled.
 *
 * <p>Truffle starts it, on a thread of its own, as soon as it makes its first call target. That
 * takes more CPU time than a small program runs for, and on few cores takes it away from the
 * program. Truffle has no option for it; but it starts the compiler once only, and starts it anyway
 * with the first compilation, so a start that is under way for ever does what is wanted.
 */
final class CompilerStart {
  private CompilerStart() {}

  /** Whether JavaScript is compiled here; a JVM without JVMCI only interprets it. */
  static boolean hasCompiler() {
    return Truffle.getRuntime() instanceof OptimizedTruffleRuntime;
  }

  /** Must run before the first engine of the process is made. */
  static void putOff() {
    if (!(Truffle.getRuntime() instanceof HotSpotTruffleRuntime runtime)) {
      return;
    }
    try {
      Method makeTask =
          CompilationTask.class.getDeclaredMethod(
              "createInitializationTask", WeakReference.class, Consumer.class);
      makeTask.setAccessible(true);
      Consumer<CompilationTask> nothing = task -> {};
      Field task = HotSpotTruffleRuntime.class.getDeclaredField("initializationTask");
      task.setAccessible(true);
      if (task.get(runtime) == null) {
        task.set(
            runtime, makeTask.invoke(null, new WeakReference<OptimizedCallTarget>(null), nothing));
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version of Truffle: the compiler starts when Truffle likes.
    }
  }
}
