package dev.cortado.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.nodes.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartAheadTest {
  private final ClassLoader loader = StartAhead.class.getClassLoader();

  @Test
  void whatIsDoneAheadExists() throws ClassNotFoundException {
    Class.forName(StartAhead.UNICODE_PROPERTIES, false, loader);
    for (String name : StartAhead.ANNOTATIONS) {
      assertTrue(Class.forName(name, false, loader).isAnnotation(), name);
    }
  }

  @Test
  void listedNodesAreNodes() throws IOException, ClassNotFoundException {
    try (BufferedReader names =
        new BufferedReader(
            new InputStreamReader(
                StartAhead.class.getResourceAsStream("start-nodes"), StandardCharsets.UTF_8))) {
      int count = 0;
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        assertTrue(Node.class.isAssignableFrom(Class.forName(name, false, loader)), name);
        count++;
      }
      assertTrue(count > 100);
    }
  }
}
