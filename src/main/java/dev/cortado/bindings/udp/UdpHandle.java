package dev.cortado.bindings.udp;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.datagram.DatagramSocket;
import dev.cortado.loop.stream.StatusListener;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.UvError;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;

/**
 * {@code new UDP()}. What is received goes to {@code onmessage(nread, handle, buffer, sender)};
 * {@code nread} may be a negative error number.
 */
final class UdpHandle implements DatagramSocket.Receiver {
  private static final int EINVAL = UvError.EINVAL.number();

  private final Environment env;
  private final JSDynamicObject object;
  private final DatagramSocket socket;
  private final Object asyncContext;

  UdpHandle(Environment env, JSDynamicObject object) {
    this.env = env;
    this.object = object;
    socket = new DatagramSocket(env.loop());
    socket.setReceiver(this);
    asyncContext = env.callbacks().captureAsyncContext();
    env.resources().add(socket, "UDPWrap", object);
  }

  static void declare(NativeClass type) {
    declareLife(type);
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

  private static void declareLife(NativeClass type) {
    type.method(
        "ref",
        args -> {
          self(args).socket.ref();
          return null;
        });
    type.method(
        "unref",
        args -> {
          self(args).socket.unref();
          return null;
        });
    type.method("hasRef", args -> self(args).hasRef());
    type.method(
        "close",
        args -> {
          self(args).close(args.get(0));
          return null;
        });
    type.getter("fd", args -> self(args).socket.fd());
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

  private boolean hasRef() {
    return socket.hasRef() && !socket.isClosing();
  }

  private void close(Object callback) {
    socket.close(
        () -> {
          env.resources().remove(socket);
          call(asyncContext, callback);
        });
  }

  private void call(Object context, Object function, Object... args) {
    if (!Js.isFunction(function)) {
      return;
    }
    final Object previous = env.callbacks().enterAsyncContext(context);
    try {
      env.makeCallback(function, object, args);
    } finally {
      env.callbacks().enterAsyncContext(previous);
    }
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
    return fill(out, socket.localName());
  }

  private int getpeername(JSDynamicObject out) {
    return fill(out, socket.peerName());
  }

  private int fill(JSDynamicObject out, SocketName.Ip name) {
    if (name == null) {
      return socket.nameError();
    }
    Js.set(out, "address", name.text());
    Js.set(out, "family", family(name));
    Js.set(out, "port", name.port());
    return 0;
  }

  private static String family(SocketName.Ip name) {
    return name.family() == SocketName.AF_INET6 ? "IPv6" : "IPv4";
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
    final JSDynamicObject request = args.object(0);
    final Bytes bytes = args.bytes(1);
    SocketName.Ip to = null;
    if (!args.isNullish(3)) {
      to = SocketName.Ip.parse(args.string(3), args.int32(2));
      if (to == null) {
        return EINVAL;
      }
    }
    final Object context = env.callbacks().captureAsyncContext();
    final int length = bytes.length();
    final StatusListener done =
        status -> {
          env.resources().end("UDPSendWrap");
          call(context, Js.get(request, "oncomplete"), status, length);
        };
    final int result = socket.send(bytes.copy(), to, done);
    if (result == 0) {
      env.resources().begin("UDPSendWrap");
    }
    return result;
  }

  @Override
  public void onDatagram(byte[] array, int length, SocketName.Ip from) {
    final JSDynamicObject sender = (JSDynamicObject) env.newObject();
    Js.set(sender, "address", zoned(from));
    Js.set(sender, "family", family(from));
    Js.set(sender, "port", from.port());
    final Object buffer = env.newBuffer(Arrays.copyOf(array, length), 0, length);
    emit(length, buffer, sender);
  }

  /** A link-local sender can only be answered by way of its interface. */
  private static String zoned(SocketName.Ip name) {
    return name.scopeId() == 0 ? name.text() : name.text() + "%" + interfaceName(name.scopeId());
  }

  private static String interfaceName(int index) {
    try {
      final NetworkInterface found = NetworkInterface.getByIndex(index);
      return found == null ? Integer.toString(index) : found.getName();
    } catch (SocketException unknown) {
      return Integer.toString(index);
    }
  }

  @Override
  public void onError(int status) {
    emit(status, Js.UNDEFINED, Js.UNDEFINED);
  }

  private void emit(int nread, Object buffer, Object sender) {
    call(asyncContext, Js.get(object, "onmessage"), nread, object, buffer, sender);
  }
}
