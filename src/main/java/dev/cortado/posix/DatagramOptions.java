package dev.cortado.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The options of datagram sockets. All return 0 or the negative error number. An instance has
 * scratch memory and serves one thread.
 */
public final class DatagramOptions {
  private static final MemorySegment SETSOCKOPT = Libc.function("setsockopt");
  private static final MemorySegment CONNECT = Libc.function("connect");

  private static final int SOL_SOCKET = 1;
  private static final int SO_BROADCAST = 6;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TTL = 2;
  private static final int IP_MULTICAST_IF = 32;
  private static final int IP_MULTICAST_TTL = 33;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_DROP_MEMBERSHIP = 36;
  private static final int IP_ADD_SOURCE_MEMBERSHIP = 39;
  private static final int IP_DROP_SOURCE_MEMBERSHIP = 40;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_MULTICAST_IF = 17;
  private static final int IPV6_MULTICAST_HOPS = 18;
  private static final int IPV6_MULTICAST_LOOP = 19;
  private static final int IPV6_ADD_MEMBERSHIP = 20;
  private static final int IPV6_DROP_MEMBERSHIP = 21;
  private static final int MCAST_JOIN_SOURCE_GROUP = 46;
  private static final int MCAST_LEAVE_SOURCE_GROUP = 47;

  private static final int MAX_TTL = 255;
  private static final int EINVAL = UvError.EINVAL.number();
  private static final int ENODEV = UvError.ENODEV.number();

  // struct group_source_req: an interface, then two addresses.
  private static final int GROUP_AT = 8;
  private static final int SOURCE_AT = GROUP_AT + SocketName.MAX_LENGTH;
  private static final int REQUEST_SIZE = SOURCE_AT + SocketName.MAX_LENGTH;

  private final MemorySegment value = Arena.ofAuto().allocate(REQUEST_SIZE, 8);

  /** {@code SO_BROADCAST}. */
  public int setBroadcast(int fd, boolean on) {
    return set(fd, SOL_SOCKET, SO_BROADCAST, on ? 1 : 0);
  }

  /** How many routers what is sent may pass. */
  public int setTtl(int fd, boolean ipv6, int ttl) {
    if (ttl < 1 || ttl > MAX_TTL) {
      return EINVAL;
    }
    return ipv6 ? set(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl) : set(fd, IPPROTO_IP, IP_TTL, ttl);
  }

  /** The same for multicast. */
  public int setMulticastTtl(int fd, boolean ipv6, int ttl) {
    if (ttl < 0 || ttl > MAX_TTL) {
      return EINVAL;
    }
    return ipv6
        ? set(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, ttl)
        : set(fd, IPPROTO_IP, IP_MULTICAST_TTL, ttl);
  }

  /** Whether this machine receives its own multicast. */
  public int setMulticastLoop(int fd, boolean ipv6, boolean on) {
    return ipv6
        ? set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, on ? 1 : 0)
        : set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, on ? 1 : 0);
  }

  /** By which interface multicast leaves: an address of it, for IPv6 one with its zone. */
  public int setMulticastInterface(int fd, boolean ipv6, String literal) {
    final SocketName.Ip address = SocketName.Ip.parse(literal, 0);
    if (address == null || ipv6 != (address.family() == SocketName.AF_INET6)) {
      return EINVAL;
    }
    if (ipv6) {
      return set(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, address.scopeId());
    }
    put(0, address);
    return setBytes(fd, IPPROTO_IP, IP_MULTICAST_IF, 4);
  }

  /** Joins or leaves a multicast group; {@code interfaceLiteral} may be null. */
  public int setMembership(int fd, String group, String interfaceLiteral, boolean join) {
    final SocketName.Ip address = SocketName.Ip.parse(group, 0);
    if (address == null) {
      return EINVAL;
    }
    final SocketName.Ip local = parseOrNull(interfaceLiteral);
    if (interfaceLiteral != null && local == null) {
      return ENODEV;
    }
    value.fill((byte) 0);
    put(0, address);
    if (address.family() == SocketName.AF_INET6) {
      value.set(ValueLayout.JAVA_INT, 16, local == null ? 0 : local.scopeId());
      return setBytes(fd, IPPROTO_IPV6, join ? IPV6_ADD_MEMBERSHIP : IPV6_DROP_MEMBERSHIP, 20);
    }
    if (local != null) {
      put(4, local);
    }
    return setBytes(fd, IPPROTO_IP, join ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP, 8);
  }

  /** Joins or leaves what one source sends to a group; {@code interfaceLiteral} may be null. */
  public int setSourceMembership(
      int fd, String source, String group, String interfaceLiteral, boolean join) {
    final SocketName.Ip from = SocketName.Ip.parse(source, 0);
    final SocketName.Ip to = SocketName.Ip.parse(group, 0);
    if (from == null || to == null || from.family() != to.family()) {
      return EINVAL;
    }
    final SocketName.Ip local = parseOrNull(interfaceLiteral);
    if (interfaceLiteral != null && local == null) {
      return ENODEV;
    }
    value.fill((byte) 0);
    if (to.family() == SocketName.AF_INET6) {
      value.set(ValueLayout.JAVA_INT, 0, local == null ? 0 : local.scopeId());
      to.encode(value.asSlice(GROUP_AT));
      from.encode(value.asSlice(SOURCE_AT));
      final int option = join ? MCAST_JOIN_SOURCE_GROUP : MCAST_LEAVE_SOURCE_GROUP;
      return setBytes(fd, IPPROTO_IPV6, option, REQUEST_SIZE);
    }
    put(0, to);
    if (local != null) {
      put(4, local);
    }
    put(8, from);
    return setBytes(
        fd, IPPROTO_IP, join ? IP_ADD_SOURCE_MEMBERSHIP : IP_DROP_SOURCE_MEMBERSHIP, 12);
  }

  /** Takes a connected socket's address away from it. */
  public int disconnect(int fd) {
    value.fill((byte) 0);
    return Libc.call(CONNECT, fd, value.address(), 16);
  }

  private static SocketName.Ip parseOrNull(String literal) {
    return literal == null ? null : SocketName.Ip.parse(literal, 0);
  }

  private void put(int offset, SocketName.Ip address) {
    final byte[] bytes = address.address();
    MemorySegment.copy(bytes, 0, value, ValueLayout.JAVA_BYTE, offset, bytes.length);
  }

  private int set(int fd, int level, int option, int number) {
    value.set(ValueLayout.JAVA_INT, 0, number);
    return setBytes(fd, level, option, 4);
  }

  private int setBytes(int fd, int level, int option, int length) {
    return Libc.call(SETSOCKOPT, fd, level, option, value.address(), length, 0);
  }
}
