package dev.cortado.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketNameTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,127.0.0.1",
    "::,::",
    "::1,::1",
    "1::,1::",
    "0:0:0:1:0:0:0:0,0:0:0:1::",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "2001:0db8::0001:0,2001:db8::1:0",
    "::ffff:127.0.0.1,::ffff:127.0.0.1",
    "::ffff:7f00:1,::ffff:127.0.0.1",
    "::1.2.3.4,::1.2.3.4",
    "fe80::1:0:0:1,fe80::1:0:0:1"
  })
  void textIsInetNtops(String literal, String text) {
    assertEquals(text, SocketName.Ip.parse(literal, 80).text());
  }

  @Test
  void mappedAddressesAreIpv6() {
    assertEquals(SocketName.AF_INET6, SocketName.Ip.parse("::ffff:1.2.3.4", 1).family());
    assertEquals(SocketName.AF_INET, SocketName.Ip.parse("1.2.3.4", 1).family());
  }

  @Test
  void namesAreNoLiterals() {
    assertNull(SocketName.Ip.parse("localhost", 1));
    assertNull(SocketName.Ip.parse("::x", 1));
  }

  @Test
  void unixPathsHaveALimit() {
    assertTrue(SocketName.Unix.of("a".repeat(107)).fits());
    assertEquals(false, SocketName.Unix.of("a".repeat(108)).fits());
    assertTrue(SocketName.Unix.of("\0" + "a".repeat(107)).fits());
  }
}
