package dev.cortado.bindings.udp;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.bindings.net.Names;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.HandleWrap;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.datagram.DatagramSocket;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;
import java.util.Arrays;

/**
 * {@code new UDP()}. What is received goes to {@code onmessage(nread, handle, buffer, sender)};
 * {@code nread} may be a negative error number.
 */
final class UdpHandle extends HandleWrap implements DatagramSocket.Receiver {
  private static final int EAGAIN = UvError.EAGAIN.number();
  private static final int EINVAL = UvError.EINVAL.number();

  private final DatagramSocket socket;
  private final boolean triesToSend;

  UdpHandle(Environment env, JSDynamicObject object, DatagramSocket socket) {
    super(env, "UDPWrap", object, socket);
    this.socket = socket;
    triesToSend = env.options().flags().get("--test-udp-no-try-send") != Boolean.TRUE;
    socket.setReceiver(this);
    markInitialized();
  }

  static void declare(NativeClass type) {
    declareHandle(type);
    type.getter("fd", args -> self(args).socket.fd());
    declareAddresses(type);
    declareOptions(type);
    // (request, bytes, port, address, hasCallback); without an address where connected
    type.method("send", args -> self(args).send(args));
    type.method("recvStart", args -> self(args).socket.receiveStart());
    type.method(
        "recvStop",
        args -> {
          self(args).socket.receiveStop();
          return 0;
        });
    type.method("getSendQueueSize", args -> self(args).socket.sendQueueSize());
    type.method("getSendQueueCount", args -> self(args).socket.sendQueueCount());
  }

  private static void declareAddresses(NativeClass type) {
    type.method("open", args -> self(args).socket.open(args.int32(0)));
    // (address, port, flags)
    type.method("bind", args -> self(args).bind(args));
    type.method("bind6", args -> self(args).bind(args));
    type.method("connect", args -> self(args).connect(args));
    type.method("connect6", args -> self(args).connect(args));
    type.method("disconnect", args -> self(args).socket.disconnect());
    type.method("getsockname", args -> self(args).getsockname(args.object(0)));
    type.method("getpeername", args -> self(args).getpeername(args.object(0)));
  }

  private static void declareOptions(NativeClass type) {
    type.method(
        "setBroadcast",
        args -> {
          final boolean on = args.int32(0) != 0;
          return self(args).socket.setOption(to -> to.options().setBroadcast(to.fd(), on));
        });
    type.method(
        "setTTL",
        args -> {
          final int ttl = args.int32(0);
          return self(args).socket.setOption(to -> to.options().setTtl(to.fd(), to.ipv6(), ttl));
        });
    type.method(
        "setMulticastTTL",
        args -> {
          final int ttl = args.int32(0);
          return self(args)
              .socket
              .setOption(to -> to.options().setMulticastTtl(to.fd(), to.ipv6(), ttl));
        });
    type.method(
        "setMulticastLoopback",
        args -> {
          final boolean on = args.int32(0) != 0;
          return self(args)
              .socket
              .setOption(to -> to.options().setMulticastLoop(to.fd(), to.ipv6(), on));
        });
    type.method(
        "setMulticastInterface",
        args -> {
          final String address = args.string(0);
          return self(args)
              .socket
              .setOption(to -> to.options().setMulticastInterface(to.fd(), to.ipv6(), address));
        });
    type.method("addMembership", args -> self(args).setMembership(args, true));
    type.method("dropMembership", args -> self(args).setMembership(args, false));
    type.method("addSourceSpecificMembership", args -> self(args).setSourceMembership(args, true));
    type.method(
        "dropSourceSpecificMembership", args -> self(args).setSourceMembership(args, false));
    // (size, receive)
    type.method("bufferSize", args -> self(args).socket.bufferSize(args.bool(1), args.int32(0)));
  }

  private static UdpHandle self(Arguments args) {
    return args.self(UdpHandle.class);
  }

  // ---- addresses ----

  private int bind(Arguments args) {
    final SocketName.Ip address = SocketName.Ip.parse(args.string(0), args.int32(1));
    return address == null ? EINVAL : socket.bind(address, args.int32(2));
  }

  private int connect(Arguments args) {
    final SocketName.Ip address = SocketName.Ip.parse(args.string(0), args.int32(1));
    return address == null ? EINVAL : socket.connect(address);
  }

  private int getsockname(JSDynamicObject out) {
    return Names.fill(out, socket.localName(), socket.nameError());
  }

  private int getpeername(JSDynamicObject out) {
    return Names.fill(out, socket.peerName(), socket.nameError());
  }

  private static String stringOrNull(Arguments args, int index) {
    return args.isNullish(index) ? null : args.string(index);
  }

  private int setMembership(Arguments args, boolean join) {
    final String group = args.string(0);
    final String local = stringOrNull(args, 1);
    return socket.setMembership(
        to -> to.options().setMembership(to.fd(), group, local, join), group.indexOf(':') >= 0);
  }

  private int setSourceMembership(Arguments args, boolean join) {
    final String source = args.string(0);
    final String group = args.string(1);
    final String local = stringOrNull(args, 2);
    return socket.setMembership(
        to -> to.options().setSourceMembership(to.fd(), source, group, local, join),
        group.indexOf(':') >= 0);
  }

  // ---- traffic ----

  private int send(Arguments args) {
    SocketName.Ip to = null;
    if (!args.isNullish(3)) {
      to = SocketName.Ip.parse(args.string(3), args.int32(2));
      if (to == null) {
        return EINVAL;
      }
    }
    final Bytes bytes = args.bytes(1);
    if (triesToSend) {
      final int sent = socket.trySend(bytes.array(), bytes.offset(), bytes.length(), to);
      if (sent != EAGAIN) {
        return sent < 0 ? sent : sent + 1;
      }
    }
    return queue(args.object(0), bytes.copy(), to);
  }

  private int queue(JSDynamicObject request, byte[] bytes, SocketName.Ip to) {
    return begin(
        "UDPSendWrap",
        request,
        done -> socket.send(bytes, to, done),
        status -> new Object[] {status, bytes.length});
  }

  @Override
  public void onDatagram(byte[] array, int length, SocketName.Ip from) {
    final JSDynamicObject sender = (JSDynamicObject) env().newObject();
    Names.fill(sender, from, 0);
    final Object buffer = env().newBuffer(Arrays.copyOf(array, length), 0, length);
    emit("onmessage", length, object(), buffer, sender);
  }

  @Override
  public void onError(int status) {
    emit("onmessage", status, object(), Js.UNDEFINED, Js.UNDEFINED);
  }
}
