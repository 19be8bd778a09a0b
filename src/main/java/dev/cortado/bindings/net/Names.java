package dev.cortado.bindings.net;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Js;
import dev.cortado.posix.SocketName;

/** Socket names as JavaScript gets them. */
final class Names {
  private Names() {}

  /**
   * Fills {@code out} with {@code address}, {@code family} and {@code port}.
   *
   * @param error what to return where there is no name
   * @return a status
   */
  static int fill(JSDynamicObject out, SocketName.Ip name, int error) {
    if (name == null) {
      return error;
    }
    Js.set(out, "address", name.text());
    Js.set(out, "family", name.family() == SocketName.AF_INET6 ? "IPv6" : "IPv4");
    Js.set(out, "port", name.port());
    return 0;
  }
}
