package dev.cortado.bindings.child;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NativeClass;
import dev.cortado.posix.Spawn;

/**
 * {@code internalBinding('process_wrap')}: children that run beside the loop, and those waited for.
 */
public final class ProcessWrapBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.constant("PIPE", SpawnOptions.PIPE);
    target.constant("NULL_DEVICE", Spawn.NULL_DEVICE);
    target.method("spawnSync", args -> new SyncSpawn(env, args.object(0)).run());
    NativeClass process =
        target.nativeClass(
            "Process", args -> new ChildHandle(env, (JSDynamicObject) args.jsThis()));
    process.method("spawn", args -> args.self(ChildHandle.class).spawn(args.object(0)));
    process.method("kill", args -> args.self(ChildHandle.class).kill(args.int32(0)));
    process.getter("pid", args -> args.self(ChildHandle.class).pid());
    process.method("hasRef", args -> args.self(ChildHandle.class).hasRef());
    process.method(
        "ref",
        args -> {
          args.self(ChildHandle.class).ref();
          return null;
        });
    process.method(
        "unref",
        args -> {
          args.self(ChildHandle.class).unref();
          return null;
        });
    process.method(
        "close",
        args -> {
          args.self(ChildHandle.class).close(null);
          return null;
        });
  }
}
