package dev.cortado.bindings.child;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Environment;
import dev.cortado.engine.HandleWrap;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.ChildProcess;

/** {@code new Process()}; calls {@code onexit(exitCode, signalNumber)} when its child has ended. */
final class ChildHandle extends HandleWrap {
  private final ChildProcess child;

  ChildHandle(Environment env, JSDynamicObject object, ChildProcess child) {
    super(env, "ProcessWrap", object, child);
    this.child = child;
  }

  static void declare(NativeClass type) {
    declareHandle(type);
    type.method("spawn", args -> self(args).spawn(args.object(0)));
    type.method("kill", args -> self(args).child.kill(args.int32(0)));
    type.getter("pid", args -> self(args).child.pid());
  }

  private static ChildHandle self(Arguments args) {
    return args.self(ChildHandle.class);
  }

  /** Starts the process; puts this side's pipe ends into {@code options.pipes}. */
  private int spawn(JSDynamicObject jsOptions) {
    final SpawnOptions options = new SpawnOptions(jsOptions);
    final int status = options.start();
    if (status < 0) {
      return status;
    }
    final Object[] pipes = new Object[options.pipes.length];
    for (int i = 0; i < pipes.length; i++) {
      pipes[i] = options.pipes[i];
    }
    Js.set(jsOptions, "pipes", env().newArray(pipes));
    child.watch(status, exit -> emit("onexit", exit.exitCode(), exit.signal()));
    markInitialized();
    return 0;
  }
}
