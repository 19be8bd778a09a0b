package dev.cortado.bindings.child;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.loop.ChildProcess;
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
    ChildHandle.declare(
        target.nativeClass(
            "Process",
            args ->
                new ChildHandle(
                    env, (JSDynamicObject) args.jsThis(), new ChildProcess(env.loop()))));
  }
}
