package dev.cortado.bindings.net;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.stream.TcpStream;

/** {@code internalBinding('tcp_wrap')}. */
public final class TcpBinding implements Binding {
  private NativeClass type;

  @Override
  public void initialize(BindingTarget target, Environment env) {
    type =
        target.nativeClass(
            "TCP",
            args -> new TcpHandle(env, (JSDynamicObject) args.jsThis(), args.int32(0), type));
    TcpHandle.declareTcp(type);
    final Object constants = env.newObject();
    Js.set(constants, "SOCKET", TcpHandle.SOCKET);
    Js.set(constants, "SERVER", TcpHandle.SERVER);
    Js.set(constants, "UV_TCP_IPV6ONLY", TcpStream.IPV6_ONLY);
    Js.set(constants, "UV_TCP_REUSEPORT", TcpStream.REUSE_PORT);
    target.constant("constants", constants);
  }
}
