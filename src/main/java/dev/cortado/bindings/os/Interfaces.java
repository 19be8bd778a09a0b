package dev.cortado.bindings.os;

import dev.cortado.posix.PosixException;
import dev.cortado.posix.UvError;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The network interfaces that are up. */
final class Interfaces {
  private static final String NO_MAC = "00:00:00:00:00:00";
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private Interfaces() {}

  /**
   * For each address: interface, address, netmask, family, MAC, whether internal, scope id or -1.
   */
  static List<Object> addresses() {
    List<Object> all = new ArrayList<>();
    try {
      List<NetworkInterface> interfaces =
          NetworkInterface.networkInterfaces()
              .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
              .toList();
      for (NetworkInterface each : interfaces) {
        if (each.isUp()) {
          addV4First(each, all);
        }
      }
    } catch (SocketException e) {
      throw new PosixException(UvError.EIO.number(), "uv_interface_addresses");
    }
    return all;
  }

  private static void addV4First(NetworkInterface each, List<Object> all) throws SocketException {
    List<InterfaceAddress> addresses = each.getInterfaceAddresses();
    for (boolean v6 : new boolean[] {false, true}) {
      for (InterfaceAddress address : addresses) {
        if (address.getAddress() instanceof Inet6Address == v6) {
          add(each, address, v6, all);
        }
      }
    }
  }

  private static void add(
      NetworkInterface each, InterfaceAddress address, boolean v6, List<Object> all)
      throws SocketException {
    byte[] mac = each.getHardwareAddress();
    InetAddress ip = address.getAddress();
    all.add(each.getName());
    all.add(text(ip.getAddress()));
    all.add(text(mask(address.getNetworkPrefixLength(), v6 ? IPV6_BITS : IPV4_BITS)));
    all.add(v6 ? "IPv6" : "IPv4");
    all.add(mac == null ? NO_MAC : HexFormat.ofDelimiter(":").formatHex(mac));
    all.add(each.isLoopback());
    all.add(v6 ? scope((Inet6Address) ip) : -1);
  }

  /** Only link-local addresses need one. */
  private static int scope(Inet6Address address) {
    return address.isLinkLocalAddress() ? address.getScopeId() : 0;
  }

  private static byte[] mask(int prefix, int bits) {
    byte[] mask = new byte[bits / Byte.SIZE];
    for (int i = 0; i < prefix; i++) {
      mask[i / Byte.SIZE] |= (byte) (0x80 >> i % Byte.SIZE);
    }
    return mask;
  }

  private static String text(byte[] address) {
    if (address.length * Byte.SIZE == IPV4_BITS) {
      return (address[0] & 0xFF)
          + "."
          + (address[1] & 0xFF)
          + "."
          + (address[2] & 0xFF)
          + "."
          + (address[3] & 0xFF);
    }
    return compressed(address);
  }

  /**
   * RFC 5952: lower case, and {@code ::} for the first of the longest runs of at least two zero
   * groups.
   */
  private static String compressed(byte[] address) {
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (address[2 * i] & 0xFF) << Byte.SIZE | address[2 * i + 1] & 0xFF;
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int start = 0; start < groups.length; start++) {
      int end = start;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - start > bestLength) {
        bestStart = start;
        bestLength = end - start;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
