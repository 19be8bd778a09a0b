package dev.cortado.bindings.signal;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.AsyncWrap;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.Signals;
import java.util.HashMap;
import java.util.Map;

/** {@code start(number, callback)} and {@code stop(number)}; neither keeps the loop alive. */
public final class SignalBinding implements Binding {
  /** Read and written on the JavaScript thread only. */
  private final Map<Integer, AsyncWrap> watched = new HashMap<>();

  private Environment env;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    target.method("start", this::start);
    target.method(
        "stop",
        args -> {
          int number = args.int32(0);
          AsyncWrap wrap = watched.remove(number);
          Signals.unwatch(number);
          if (wrap != null) {
            wrap.destroy();
          }
          return null;
        });
  }

  private boolean start(Arguments args) {
    int number = args.int32(0);
    JSFunctionObject callback = args.function(1);
    AsyncWrap wrap = env.callbacks().newAsyncWrap("SignalWrap", null);
    watched.put(number, wrap);
    return Signals.watch(
        number,
        () ->
            env.loop()
                .execute(
                    () -> {
                      if (watched.get(number) == wrap) {
                        wrap.makeCallback(callback, Js.UNDEFINED, number);
                      }
                    }));
  }
}
