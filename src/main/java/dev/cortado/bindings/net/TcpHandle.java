package dev.cortado.bindings.net;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.bindings.stream.StreamHandle;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.stream.StreamIo;
import dev.cortado.loop.stream.TcpStream;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;

/** {@code new TCP(type)}. */
final class TcpHandle extends StreamHandle {
  static final int SOCKET = 0;
  static final int SERVER = 1;

  private static final int EINVAL = UvError.EINVAL.number();

  private final TcpStream tcp;
  private final NativeClass type;

  TcpHandle(Environment env, JSDynamicObject object, int kind, NativeClass type) {
    super(
        env,
        kind == SERVER ? "TCPServerWrap" : "TCPSocketWrap",
        object,
        new TcpStream(env.loop(), StreamIo.of(env.loop())));
    tcp = (TcpStream) stream();
    this.type = type;
  }

  static void declareTcp(NativeClass type) {
    declareStream(type);
    // (address, port, flags)
    type.method("bind", args -> self(args).bind(args));
    type.method("bind6", args -> self(args).bind(args));
    type.method("listen", args -> self(args).listen(args.int32(0)));
    // (request, address, port)
    type.method("connect", args -> self(args).connect(args));
    type.method("connect6", args -> self(args).connect(args));
    type.method("setNoDelay", args -> self(args).tcp.setNoDelay(args.bool(0)));
    type.method("setKeepAlive", args -> self(args).tcp.setKeepAlive(args.bool(0), args.int32(1)));
    type.method("getsockname", args -> self(args).getsockname(args.object(0)));
    type.method("getpeername", args -> self(args).getpeername(args.object(0)));
    type.method("reset", args -> self(args).reset(args.get(0)));
  }

  private static TcpHandle self(Arguments args) {
    return args.self(TcpHandle.class);
  }

  private int bind(Arguments args) {
    final SocketName.Ip address = SocketName.Ip.parse(args.string(0), args.int32(1));
    return address == null ? EINVAL : tcp.bind(address, args.int32(2));
  }

  private int listen(int backlog) {
    return tcp.listen(backlog, (status, fd) -> accept(type, SOCKET, status, fd));
  }

  private int connect(Arguments args) {
    final SocketName.Ip address = SocketName.Ip.parse(args.string(1), args.int32(2));
    return address == null
        ? EINVAL
        : beginRequest(
            "TCPConnectWrap", args.object(0), end -> tcp.connect(address, end), true, true);
  }

  private int getsockname(JSDynamicObject out) {
    return Names.fill(out, tcp.localName(), tcp.nameError());
  }

  private int getpeername(JSDynamicObject out) {
    return Names.fill(out, tcp.peerName(), tcp.nameError());
  }

  private int reset(Object callback) {
    return tcp.closeWithReset(closed(callback));
  }
}
