package dev.cortado.bindings.async;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.js.runtime.JSAgent;
import com.oracle.truffle.js.runtime.Symbol;
import com.oracle.truffle.js.runtime.objects.AsyncContext;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;

/**
 * The current frame of AsyncLocalStorage values. It is one entry of the engine's own async context,
 * which GraalJS carries across promise reactions.
 */
public final class AsyncContextFrameBinding implements Binding {
  private static final Symbol KEY = Symbol.create(Js.string("AsyncLocalStorage"));

  @Override
  public void initialize(BindingTarget target, Environment env) {
    JSAgent agent = env.realm().getAgent();
    target.inlined("getFrame", args -> current(agent));
    target.inlined(
        "setFrame",
        args -> {
          enter(agent, args.get(0));
          return null;
        });
    target.inlined(
        "exchangeFrame",
        args -> {
          Object previous = current(agent);
          enter(agent, args.get(0));
          return previous;
        });
  }

  private static Object current(JSAgent agent) {
    return agent.getAsyncContextMapping().getOrDefault(KEY, Undefined.instance);
  }

  private static void enter(JSAgent agent, Object frame) {
    if (current(agent) != frame) {
      swap(agent, frame);
    }
  }

  @TruffleBoundary
  private static void swap(JSAgent agent, Object frame) {
    AsyncContext context = agent.getAsyncContextMapping();
    agent.asyncContextSwap(context.withMapping(KEY, frame));
  }
}
