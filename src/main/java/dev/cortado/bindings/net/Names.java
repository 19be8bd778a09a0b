package dev.cortado.bindings.net;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Js;
import dev.cortado.posix.SocketName;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Socket names as JavaScript gets them. */
public final class Names {
  private Names() {}

  /**
   * Fills {@code out} with {@code address}, {@code family} and {@code port}.
   *
   * @param error what to return where there is no name
   * @return a status
   */
  public static int fill(JSDynamicObject out, SocketName.Ip name, int error) {
    if (name == null) {
      return error;
    }
    Js.set(out, "address", zoned(name));
    Js.set(out, "family", name.family() == SocketName.AF_INET6 ? "IPv6" : "IPv4");
    Js.set(out, "port", name.port());
    return 0;
  }

  /** A link-local address can only be reached by way of its interface. */
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
}
