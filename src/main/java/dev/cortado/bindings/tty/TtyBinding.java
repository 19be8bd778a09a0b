package dev.cortado.bindings.tty;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NativeClass;
import dev.cortado.posix.Terminal;

/** {@code internalBinding('tty_wrap')}. */
public final class TtyBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method("isTTY", args -> Terminal.isTerminal(args.int32(0)));
    final NativeClass type =
        target.nativeClass(
            "TTY", args -> new TtyHandle(env, (JSDynamicObject) args.jsThis(), args.int32(0)));
    TtyHandle.declareTty(type);
  }
}
