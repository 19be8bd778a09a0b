package dev.cortado.engine;

import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.loop.EventLoop;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;

/**
 * Measures what a compiled call from JavaScript to Java costs, in nanoseconds a call. Not a test:
 * run {@link #main} on an idle machine with the JIT compiler's flags (see the launcher).
 */
final class BindingCallCost {
  private static final int ROUNDS = 12;
  private static final int CALLS = 20_000_000;

  private BindingCallCost() {}

  public static void main(String[] args) {
    try (Context context = ContextFactory.newContext(HostAccess.NONE)) {
      var realm = JavaScriptLanguage.getJSRealm(context);
      context.enter();
      var options = new RuntimeOptions("cortado", List.of(), List.of(), Map.of(), true, List::of);
      Environment env = new Environment(realm, new EventLoop(), options, code -> {});
      env.bindings().add("cost", () -> BindingCallCost::declare);
      measure(env, "empty loop", "s = (s + i) | 0");
      measure(env, "inlined (int, int) -> int", "s = add(s, i)");
      measure(env, "behind a boundary", "s = slowAdd(s, i)");
      measure(env, "byte of a Uint8Array, inlined", "s = (s + at(bytes, i & 63)) | 0");
      context.leave();
    }
  }

  private static void declare(BindingTarget target, Environment env) {
    target.inlined("add", args -> args.int32(0) + args.int32(1));
    target.method("slowAdd", args -> args.int32(0) + args.int32(1));
    target.inlined(
        "at",
        args -> {
          Bytes bytes = args.bytes(0);
          return (int) bytes.array()[bytes.offset() + args.int32(1)];
        });
  }

  private static void measure(Environment env, String name, String statement) {
    String body =
        "const { add, slowAdd, at } = binding; const bytes = new Uint8Array(64); let s = 0;"
            + "for (let i = 0; i < n; i++) { "
            + statement
            + "; } return s;";
    JSFunctionObject loop = env.compiler().compileFunction(body, "cost.js", "binding", "n");
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      Js.call(loop, Js.UNDEFINED, env.bindings().get("cost"), CALLS);
      best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
    }
    System.out.printf("%-32s %.2f ns%n", name, best);
  }
}
