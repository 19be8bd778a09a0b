package dev.cortado.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a socket is bound or connected to, as {@code struct sockaddr} says it. */
public sealed interface SocketName {
  /** {@code AF_UNIX}. */
  int AF_UNIX = 1;

  /** {@code AF_INET}. */
  int AF_INET = 2;

  /** {@code AF_INET6}. */
  int AF_INET6 = 10;

  /** The longest {@code sun_path} in bytes, its closing zero included. */
  int UNIX_PATH_MAX = 108;

  /** Room for the largest address. */
  int MAX_LENGTH = 128;

  /** {@code AF_UNIX}, {@code AF_INET} or {@code AF_INET6}. */
  int family();

  /**
   * Writes the address as the kernel wants it.
   *
   * @return its length
   */
  int encode(MemorySegment target);

  /** An internet address and port. */
  record Ip(byte[] address, int port, int scopeId) implements SocketName {
    private static final ValueLayout.OfShort PORT =
        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Reads an IPv4 or IPv6 literal (with a zone or without), or returns null. */
    public static Ip parse(String literal, int port) {
      final int zone = literal.indexOf('%');
      final byte[] address = IpText.parse(zone < 0 ? literal : literal.substring(0, zone));
      if (address == null || zone >= 0 && address.length == 4) {
        return null;
      }
      return new Ip(address, port, zone < 0 ? 0 : scope(literal.substring(zone + 1)));
    }

    /** The number of an interface; what names none has none, as in libuv. */
    private static int scope(String zone) {
      try {
        if (!zone.isEmpty() && Character.isDigit(zone.charAt(0))) {
          return Integer.parseInt(zone);
        }
        final NetworkInterface named = NetworkInterface.getByName(zone);
        return named == null ? 0 : named.getIndex();
      } catch (NumberFormatException | SocketException unknown) {
        return 0;
      }
    }

    @Override
    public int family() {
      return address.length == 4 ? AF_INET : AF_INET6;
    }

    @Override
    public int encode(MemorySegment target) {
      target.set(ValueLayout.JAVA_SHORT, 0, (short) family());
      target.set(PORT, 2, (short) port);
      if (address.length == 4) {
        MemorySegment.copy(address, 0, target, ValueLayout.JAVA_BYTE, 4, 4);
        target.set(ValueLayout.JAVA_LONG, 8, 0);
        return 16;
      }
      target.set(ValueLayout.JAVA_INT, 4, 0);
      MemorySegment.copy(address, 0, target, ValueLayout.JAVA_BYTE, 8, 16);
      target.set(ValueLayout.JAVA_INT, 24, scopeId);
      return 28;
    }

    private static Ip decode(MemorySegment source, int family) {
      final int port = Short.toUnsignedInt(source.get(PORT, 2));
      if (family == AF_INET) {
        return new Ip(source.asSlice(4, 4).toArray(ValueLayout.JAVA_BYTE), port, 0);
      }
      return new Ip(
          source.asSlice(8, 16).toArray(ValueLayout.JAVA_BYTE),
          port,
          source.get(ValueLayout.JAVA_INT, 24));
    }

    /** The address in the form that {@code inet_ntop} gives it. */
    public String text() {
      return address.length == 4 ? IpText.ipv4(address, 0) : IpText.ipv6(address);
    }
  }

  /** A path, or an abstract name whose first byte is zero. Empty for an unnamed socket. */
  record Unix(byte[] path) implements SocketName {
    /** The name for {@code path}; a leading NUL makes it abstract. */
    public static Unix of(String path) {
      return new Unix(path.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the kernel has room for it. */
    public boolean fits() {
      return path.length < UNIX_PATH_MAX || (isAbstract() && path.length == UNIX_PATH_MAX);
    }

    /** Whether the name is not a file's. */
    public boolean isAbstract() {
      return path.length > 0 && path[0] == 0;
    }

    @Override
    public int family() {
      return AF_UNIX;
    }

    @Override
    public int encode(MemorySegment target) {
      target.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, target, ValueLayout.JAVA_BYTE, 2, path.length);
      if (isAbstract()) {
        return 2 + path.length;
      }
      target.set(ValueLayout.JAVA_BYTE, 2L + path.length, (byte) 0);
      return 2 + path.length + 1;
    }

    private static Unix decode(MemorySegment source, int length) {
      byte[] path = source.asSlice(2, Math.max(0, length - 2)).toArray(ValueLayout.JAVA_BYTE);
      if (path.length > 0 && path[0] != 0) {
        int end = 0;
        while (end < path.length && path[end] != 0) {
          end++;
        }
        path = Arrays.copyOf(path, end);
      }
      return new Unix(path);
    }

    /** The path as a string. */
    public String text() {
      return new String(path, StandardCharsets.UTF_8);
    }
  }

  /** Reads what the kernel wrote, or null where it is of another family. */
  static SocketName decode(MemorySegment source, int length) {
    if (length < 2) {
      return null;
    }
    final int family = source.get(ValueLayout.JAVA_SHORT, 0);
    return switch (family) {
      case AF_UNIX -> Unix.decode(source, length);
      case AF_INET, AF_INET6 -> Ip.decode(source, family);
      default -> null;
    };
  }
}
