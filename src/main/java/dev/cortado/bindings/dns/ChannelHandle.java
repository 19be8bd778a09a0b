package dev.cortado.bindings.dns;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.bindings.dns.DnsMessage.Answer;
import dev.cortado.bindings.dns.DnsMessage.MalformedException;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.AsyncWrap;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.posix.SocketName;
import java.util.ArrayList;
import java.util.List;

/** {@code new ChannelWrap(timeout, tries, maxTimeout)}: the Java object behind a resolver. */
final class ChannelHandle {
  private static final int DNS_PORT = 53;

  private final Environment env;
  private final JSDynamicObject object;
  private final DnsChannel channel;

  ChannelHandle(Environment env, JSDynamicObject object, int timeout, int tries, int maxTimeout) {
    this.env = env;
    this.object = object;
    channel = new DnsChannel(env.loop(), timeout, tries, maxTimeout);
  }

  static void declare(NativeClass type) {
    // (name, type, callback): calls back with (error code or undefined, values, ttls)
    type.method("query", args -> self(args).query(args));
    type.method("getServers", args -> self(args).getServers());
    type.method("setServers", args -> self(args).setServers(args.object(0)));
    type.method("setLocalAddress", args -> self(args).setLocalAddress(args));
    type.method(
        "cancel",
        args -> {
          self(args).channel.cancel();
          return null;
        });
  }

  private static ChannelHandle self(Arguments args) {
    return args.self(ChannelHandle.class);
  }

  private Object query(Arguments args) {
    final RecordType type = RecordType.valueOf(args.string(1));
    final JSFunctionObject callback = args.function(2);
    final AsyncWrap wrap = env.callbacks().newAsyncWrap("QueryWrap", null, object);
    channel.query(
        args.string(0),
        type.number(),
        (error, reply) -> {
          report(wrap, type, callback, error, reply);
          wrap.destroy();
        });
    return null;
  }

  private void report(
      AsyncWrap wrap, RecordType type, JSFunctionObject callback, String error, DnsMessage reply) {
    if (error != null) {
      wrap.makeCallback(callback, Js.UNDEFINED, error);
      return;
    }
    final List<Object> values = new ArrayList<>();
    final List<Object> ttls = new ArrayList<>();
    try {
      for (final Answer answer : reply.answers()) {
        final RecordType own = RecordType.of(answer.type());
        if (type == RecordType.ANY ? own != null : own == type) {
          final Object value = own.value(env, reply, answer);
          values.add(type == RecordType.ANY ? tagged(own, value, answer) : value);
          ttls.add(answer.ttl());
        }
      }
    } catch (MalformedException e) {
      wrap.makeCallback(callback, Js.UNDEFINED, "EBADRESP");
      return;
    }
    if (values.isEmpty()) {
      wrap.makeCallback(callback, Js.UNDEFINED, "ENODATA");
    } else {
      wrap.makeCallback(
          callback,
          Js.UNDEFINED,
          Js.UNDEFINED,
          env.newArray(values.toArray()),
          env.newArray(ttls.toArray()));
    }
  }

  /** What {@code resolveAny} has of a record: an object that names its type. */
  private Object tagged(RecordType type, Object value, Answer answer) {
    final JSObject tagged;
    switch (type) {
      case A, AAAA -> {
        tagged = env.newObject();
        Js.set(tagged, "address", value);
        Js.set(tagged, "ttl", answer.ttl());
      }
      case TXT -> {
        tagged = env.newObject();
        Js.set(tagged, "entries", value);
      }
      case NS, CNAME, PTR -> {
        tagged = env.newObject();
        Js.set(tagged, "value", value);
      }
      default -> tagged = (JSObject) value;
    }
    Js.set(tagged, "type", type.name());
    return tagged;
  }

  private Object getServers() {
    final List<Object> texts = new ArrayList<>();
    for (final SocketName.Ip server : channel.servers()) {
      final String address = server.text();
      if (server.port() == DNS_PORT) {
        texts.add(address);
      } else {
        texts.add(
            (server.address().length == 16 ? "[" + address + "]" : address) + ":" + server.port());
      }
    }
    return env.newArray(texts.toArray());
  }

  /** An array of addresses and ports in turn; false while queries are under way. */
  private Object setServers(JSDynamicObject list) {
    if (channel.isBusy()) {
      return false;
    }
    final List<SocketName.Ip> servers = new ArrayList<>();
    final int length = ((Number) Js.get(list, "length")).intValue();
    for (int i = 0; i + 1 < length; i += 2) {
      final int port = ((Number) Js.get(list, i + 1)).intValue();
      servers.add(SocketName.Ip.parse(Js.toJavaString(Js.get(list, i)), port));
    }
    channel.setServers(servers);
    return true;
  }

  private Object setLocalAddress(Arguments args) {
    channel.setLocalAddress(local(args, 0), local(args, 1));
    return null;
  }

  private static SocketName.Ip local(Arguments args, int index) {
    return args.isNullish(index) ? null : SocketName.Ip.parse(args.string(index), 0);
  }
}
