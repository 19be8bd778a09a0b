package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The system's look-up of host and service names. Its calls block: they belong on the work pool.
 */
public final class NameService {
  /** Family: both. */
  public static final int AF_UNSPEC = 0;

  /** Hint: only families that this machine has an address of. */
  public static final int AI_ADDRCONFIG = 0x20;

  /** Hint: mapped IPv4 addresses where there are none of IPv6. */
  public static final int AI_V4MAPPED = 0x8;

  /** Hint: with {@link #AI_V4MAPPED}, mapped ones as well. */
  public static final int AI_ALL = 0x10;

  private static final MemorySegment GETADDRINFO = Libc.function("getaddrinfo");
  private static final MemorySegment FREEADDRINFO = Libc.function("freeaddrinfo");
  private static final int SOCK_STREAM = 1;
  private static final int NI_NAMEREQD = 8;
  private static final int MAX_HOST = 1025;
  private static final int MAX_SERVICE = 32;

  // struct addrinfo
  private static final int ADDRINFO_SIZE = 48;
  private static final int FLAGS = 0;
  private static final int FAMILY = 4;
  private static final int TYPE = 8;
  private static final int LENGTH = 16;
  private static final int NAME = 24;
  private static final int NEXT = 40;

  private static final int EAI_SYSTEM = -11;

  private NameService() {}

  private static final class Reverse {
    static final MethodHandle GETNAMEINFO =
        Linker.nativeLinker()
            .downcallHandle(
                Libc.function("getnameinfo"),
                FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  }

  /**
   * The addresses of a host.
   *
   * @param status 0 or a negative error number
   * @param addresses in the order the system gave them
   */
  public record Addresses(int status, List<SocketName.Ip> addresses) {}

  /**
   * A host's name and a port's.
   *
   * @param status 0 or a negative error number
   */
  public record HostAndService(int status, String host, String service) {}

  /** {@code getaddrinfo}, once for each address. */
  public static Addresses lookUp(String host, int family, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment hints = arena.allocate(ADDRINFO_SIZE, 8);
      hints.set(JAVA_INT, FLAGS, flags);
      hints.set(JAVA_INT, FAMILY, family);
      hints.set(JAVA_INT, TYPE, SOCK_STREAM);
      final MemorySegment result = arena.allocate(ADDRESS);
      final long status =
          Libc.callLong(
              GETADDRINFO,
              arena.allocateFrom(host).address(),
              0,
              hints.address(),
              result.address(),
              0,
              0);
      if ((int) status != 0) {
        return new Addresses(statusOf((int) status), List.of());
      }
      final long first = result.get(JAVA_LONG, 0);
      try {
        return new Addresses(0, collect(first));
      } finally {
        Libc.call(FREEADDRINFO, first);
      }
    }
  }

  private static List<SocketName.Ip> collect(long first) {
    final List<SocketName.Ip> addresses = new ArrayList<>();
    for (long at = first; at != 0; ) {
      final MemorySegment info = MemorySegment.ofAddress(at).reinterpret(ADDRINFO_SIZE);
      final int length = info.get(JAVA_INT, LENGTH);
      final MemorySegment name =
          MemorySegment.ofAddress(info.get(JAVA_LONG, NAME)).reinterpret(length);
      if (SocketName.decode(name, length) instanceof SocketName.Ip ip) {
        addresses.add(ip);
      }
      at = info.get(JAVA_LONG, NEXT);
    }
    return addresses;
  }

  /** {@code getnameinfo}, which fails where the address has no name. */
  public static HostAndService lookUpName(SocketName.Ip address) {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment name = arena.allocate(SocketName.MAX_LENGTH, 8);
      final int length = address.encode(name);
      final MemorySegment host = arena.allocate(MAX_HOST);
      final MemorySegment service = arena.allocate(MAX_SERVICE);
      final int status =
          (int)
              Reverse.GETNAMEINFO.invokeExact(
                  name, length, host, MAX_HOST, service, MAX_SERVICE, NI_NAMEREQD);
      return status == 0
          ? new HostAndService(0, host.getString(0), service.getString(0))
          : new HostAndService(statusOf(status), null, null);
    } catch (Throwable thrown) {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(thrown);
    }
  }

  /** The error number that JavaScript knows for one of glibc's. */
  private static int statusOf(int code) {
    final UvError error =
        switch (code) {
          case -1 -> UvError.EAI_BADFLAGS;
          case -2 -> UvError.EAI_NONAME;
          case -3 -> UvError.EAI_AGAIN;
          case -4 -> UvError.EAI_FAIL;
          case -5 -> UvError.EAI_NODATA;
          case -6 -> UvError.EAI_FAMILY;
          case -7 -> UvError.EAI_SOCKTYPE;
          case -8 -> UvError.EAI_SERVICE;
          case -9 -> UvError.EAI_ADDRFAMILY;
          case -10 -> UvError.EAI_MEMORY;
          case EAI_SYSTEM -> UvError.EIO;
          case -12 -> UvError.EAI_OVERFLOW;
          case -101 -> UvError.EAI_CANCELED;
          default -> UvError.UNKNOWN;
        };
    return error.number();
  }
}
