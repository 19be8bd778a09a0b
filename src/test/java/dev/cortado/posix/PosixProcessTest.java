package dev.cortado.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PosixProcessTest {
  @Test
  void knowsItself() throws Exception {
    final long pid = ProcessHandle.current().pid();
    assertEquals(pid, PosixProcess.Id.PID.get());
    assertEquals(Path.of("").toAbsolutePath().toString(), PathBytes.decode(PosixProcess.cwd()));
    assertEquals(0, PosixProcess.kill((int) pid, 0));
    assertEquals(UvError.ESRCH.number(), PosixProcess.kill(0x3FFFFFFF, 0));
    final int mask = PosixProcess.umask(0x3F);
    assertEquals(0x3F, PosixProcess.umask(mask));
    assertEquals(0, PosixProcess.setPriority(0, PosixProcess.priority(0)));
    final long[] usage = new long[PosixProcess.USAGE_FIELDS];
    assertEquals(0, PosixProcess.resourceUsage(false, usage));
    assertTrue(usage[0] > 0 && usage[2] > 1000);
  }

  @Test
  void knowsTheMachineAndItsUsers() {
    assertEquals("Linux", SystemInfo.name().system());
    final Users.User root = Users.byId(0);
    assertArrayEquals(PathBytes.encode("root"), root.name());
    assertEquals(0, Users.uidOf("root"));
    assertEquals(-1, Users.uidOf("no such user"));
    assertEquals(0, Users.gidOf("root"));
  }
}
