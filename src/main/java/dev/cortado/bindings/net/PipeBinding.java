package dev.cortado.bindings.net;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.stream.PipeStream;

/** {@code internalBinding('pipe_wrap')}. */
public final class PipeBinding implements Binding {
  private NativeClass type;

  @Override
  public void initialize(BindingTarget target, Environment env) {
    type =
        target.nativeClass(
            "Pipe",
            args -> new PipeHandle(env, (JSDynamicObject) args.jsThis(), args.int32(0), type));
    PipeHandle.declarePipe(type);
    final Object constants = env.newObject();
    Js.set(constants, "SOCKET", PipeHandle.SOCKET);
    Js.set(constants, "SERVER", PipeHandle.SERVER);
    Js.set(constants, "IPC", PipeHandle.IPC);
    Js.set(constants, "UV_READABLE", PipeStream.READABLE);
    Js.set(constants, "UV_WRITABLE", PipeStream.WRITABLE);
    target.constant("constants", constants);
  }
}
