package dev.cortado.bindings.udp;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.datagram.DatagramSocket;

/** {@code internalBinding('udp_wrap')}. */
public final class UdpBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    final NativeClass type =
        target.nativeClass(
            "UDP",
            args ->
                new UdpHandle(
                    env, (JSDynamicObject) args.jsThis(), new DatagramSocket(env.loop())));
    UdpHandle.declare(type);
    final Object constants = env.newObject();
    Js.set(constants, "UV_UDP_IPV6ONLY", DatagramSocket.IPV6_ONLY);
    Js.set(constants, "UV_UDP_REUSEADDR", DatagramSocket.REUSE_ADDRESS);
    Js.set(constants, "UV_UDP_REUSEPORT", DatagramSocket.REUSE_PORT);
    target.constant("constants", constants);
  }
}
