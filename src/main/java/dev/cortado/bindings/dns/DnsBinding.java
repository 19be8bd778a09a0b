package dev.cortado.bindings.dns;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.NameService;
import dev.cortado.posix.SocketName;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code internalBinding('cares_wrap')}. Look-ups call back with {@code (error, status, …)} in one
 * array, as their failures are ordinary.
 */
public final class DnsBinding implements Binding {
  private static final int DNS_ORDER_VERBATIM = 0;
  private static final int DNS_ORDER_IPV4_FIRST = 1;
  private static final int DNS_ORDER_IPV6_FIRST = 2;

  private Environment env;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    target.constant("AI_ADDRCONFIG", NameService.AI_ADDRCONFIG);
    target.constant("AI_ALL", NameService.AI_ALL);
    target.constant("AI_V4MAPPED", NameService.AI_V4MAPPED);
    target.constant("DNS_ORDER_VERBATIM", DNS_ORDER_VERBATIM);
    target.constant("DNS_ORDER_IPV4_FIRST", DNS_ORDER_IPV4_FIRST);
    target.constant("DNS_ORDER_IPV6_FIRST", DNS_ORDER_IPV6_FIRST);
    target.method("getaddrinfo", this::getaddrinfo);
    target.method("getnameinfo", this::getnameinfo);
    target.method("canonicalizeIP", DnsBinding::canonicalize);
    ChannelHandle.declare(
        target.nativeClass(
            "ChannelWrap",
            args ->
                new ChannelHandle(
                    env,
                    (JSDynamicObject) args.jsThis(),
                    args.int32(0),
                    args.int32(1),
                    args.int32(2))));
  }

  /**
   * {@code (host, family, flags, order, callback)}; calls back with {@code [status, …addresses]}.
   */
  private Object getaddrinfo(Arguments args) {
    final String host = args.string(0);
    final int family =
        switch (args.int32(1)) {
          case 4 -> SocketName.AF_INET;
          case 6 -> SocketName.AF_INET6;
          default -> NameService.AF_UNSPEC;
        };
    final int flags = args.int32(2);
    final int order = args.int32(3);
    env.submitRequest(
        "GetAddrInfoReqWrap",
        args.function(4),
        () -> NameService.lookUp(host, family, flags),
        found -> addresses(found, order));
    return null;
  }

  private Object addresses(NameService.Addresses found, int order) {
    final List<Object> values = new ArrayList<>();
    values.add(found.status());
    switch (order) {
      case DNS_ORDER_IPV4_FIRST -> {
        addFamily(values, found, SocketName.AF_INET);
        addFamily(values, found, SocketName.AF_INET6);
      }
      case DNS_ORDER_IPV6_FIRST -> {
        addFamily(values, found, SocketName.AF_INET6);
        addFamily(values, found, SocketName.AF_INET);
      }
      default -> found.addresses().forEach(address -> values.add(address.text()));
    }
    return env.newArray(values.toArray());
  }

  private static void addFamily(List<Object> values, NameService.Addresses found, int family) {
    for (final SocketName.Ip address : found.addresses()) {
      if (address.family() == family) {
        values.add(address.text());
      }
    }
  }

  /** {@code (address, port, callback)}; calls back with {@code [status, host, service]}. */
  private Object getnameinfo(Arguments args) {
    final SocketName.Ip address = SocketName.Ip.parse(args.string(0), args.int32(1));
    env.submitRequest(
        "GetNameInfoReqWrap",
        args.function(2),
        () -> NameService.lookUpName(address),
        found -> env.newArray(found.status(), found.host(), found.service()));
    return null;
  }

  private static Object canonicalize(Arguments args) {
    final SocketName.Ip address = SocketName.Ip.parse(args.string(0), 0);
    return address == null ? Js.UNDEFINED : address.text();
  }
}
