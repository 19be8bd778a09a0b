package dev.cortado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeRuntimeTest {
  @TempDir Path folder;

  private int run(String text) throws IOException {
    Path script = Files.writeString(folder.resolve("program.js"), text);
    return NodeRuntime.run(script.toString());
  }

  @Test
  void runsUntilNothingIsLeftToDo() throws IOException {
    assertEquals(
        7,
        run(
            """
            const order = [];
            setTimeout(() => order.push('timeout'), 1);
            Promise.resolve().then(() => order.push('microtask'));
            process.nextTick(() => order.push('tick'));
            process.on('exit', () => {
              if (order.join() === 'tick,microtask,timeout') process.exitCode = 7;
            });
            """));
  }

  @Test
  void exitEndsTheProgramAndNotTheProcess() throws IOException {
    assertEquals(3, run("try { process.exit(3) } catch { process.exitCode = 1 }"));
  }

  @Test
  void refusesAnUnknownOption() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> NodeRuntime.run("--no-such-option"));
    assertEquals("bad option: --no-such-option", refused.getMessage());
  }
}
