package dev.cortado.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartTiersTest {
  private static String level() {
    return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .getVMOption("TieredStopAtLevel")
        .getValue();
  }

  @Test
  void theLimitHoldsForAWhileAndIsLifted() throws InterruptedException {
    assertEquals("4", level());
    StartTiers.limitFor(300);
    assertEquals("2", level());
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!level().equals("4")) {
      assertTrue(System.nanoTime() < deadline, "the limit was not lifted");
      Thread.sleep(20);
    }
  }

  @Test
  void aLevelThatSomebodyChoseStays() throws Exception {
    Process java =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=3",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Print.class.getName())
            .redirectErrorStream(true)
            .start();
    assertEquals("3", new String(java.getInputStream().readAllBytes()).strip());
  }

  /** Tries to limit the JVM it runs in and prints what came of it. */
  static final class Print {
    public static void main(String[] args) {
      StartTiers.limitFor(60_000);
      System.out.println(level());
    }
  }
}
