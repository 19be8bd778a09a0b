package dev.cortado.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1..3.4",
        "1.2.3.4%1",
        ":",
        ":::",
        "::x",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "1::2::3",
        "12345::",
        "1:",
        ":1",
        "1.2.3.4::",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4"
      })
  void whatIsNoAddressIsNotRead(String text) {
    assertNull(SocketName.Ip.parse(text, 1));
  }

  @Test
  void zonesAreNumbersOrNames() {
    assertEquals(7, SocketName.Ip.parse("fe80::1%7", 1).scopeId());
    assertEquals(0, SocketName.Ip.parse("fe80::1%nowhere", 1).scopeId());
  }

  @Test
  void unixPathsHaveALimit() {
    assertTrue(SocketName.Unix.of("a".repeat(107)).fits());
    assertEquals(false, SocketName.Unix.of("a".repeat(108)).fits());
    assertTrue(SocketName.Unix.of("\0" + "a".repeat(107)).fits());
  }
}
