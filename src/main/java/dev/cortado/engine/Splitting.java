package dev.cortado.engine;

import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.runtime.EngineData;
import com.oracle.truffle.runtime.OptimizedCallTarget;

/**
 * Keeps Truffle from giving call sites copies of functions before the program's own code runs.
 *
 * <p>Copies pay where code runs often. What the library runs once, at each start, was copied too,
 * for a thirtieth of a start's time.
 */
final class Splitting {
  private final EngineData engine;

  private Splitting(EngineData engine) {
    this.engine = engine;
  }

  /**
   * Puts splitting off.
   *
   * @param function any function of the engine
   * @return what allows it again; null where there is nothing to put off
   */
  static Splitting suspend(JSFunctionObject function) {
    if (JSFunction.getFunctionData(function).getCallTarget() instanceof OptimizedCallTarget target
        && target.engine.splitting) {
      target.engine.splitting = false;
      return new Splitting(target.engine);
    }
    return null;
  }

  void resume() {
    engine.splitting = true;
  }
}
