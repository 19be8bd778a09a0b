package dev.cortado.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class PosixExceptionTest {
  @Test
  void readsLikeNode() {
    final PosixException e = new PosixException(2, "rename", "a", "b");
    assertEquals(-2, e.errno());
    assertEquals("ENOENT", e.code());
    assertEquals("ENOENT: no such file or directory, rename 'a' -> 'b'", e.getMessage());
    assertEquals(0, e.getStackTrace().length);
  }

  @Test
  void numbersWithoutANameAreShown() {
    assertEquals("Unknown system error -120", new PosixException(-120, "open").code());
    assertNull(UvError.of(-120));
    assertEquals(UvError.EOF, UvError.of(-4095));
    assertEquals(UvError.EAI_AGAIN, UvError.of(-3001));
  }
}
