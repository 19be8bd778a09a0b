import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes the list of node classes whose fields a start asks Truffle for ({@code
 * dev.cortado.engine.StartAhead}), in the order in which it meets them. Worth doing again with
 * another version of GraalJS; a name too many or too few costs next to nothing:
 *
 * <pre>
 * echo "console.log('hello')" > /tmp/hello.js
 * target/runtime/image/bin/java -version  # any start of ./cortado has made it
 * javac -cp target/launcher/cortado.jar -d target/start-nodes src/build/StartNodes.java
 * sed "$ s,$,:target/start-nodes," target/runtime/options > target/start-nodes/options
 * target/runtime/image/bin/java @target/start-nodes/options --add-opens java.base/java.lang=ALL-UNNAMED \
 *   -Dcortado.lib=lib -Xlog:class+init=info:file=target/start-nodes/log \
 *   StartNodes target/start-nodes/log /tmp/hello.js src/main/resources/dev/cortado/engine/start-nodes
 * </pre>
 */
final class StartNodes {
  private static final String MARK = "Initializing '";

  private StartNodes() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    dev.cortado.NodeRuntime.run(args[1]);
    ClassLoader loader = StartNodes.class.getClassLoader();
    Class<?> node = Class.forName("com.oracle.truffle.api.nodes.Node", false, loader);
    // Truffle keeps what it found out about a class in a ClassValue, which the class holds.
    Field values = Class.class.getDeclaredField("classValueMap");
    values.setAccessible(true);
    Set<String> names = new LinkedHashSet<>();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      int start = line.indexOf(MARK) + MARK.length();
      if (start < MARK.length()) {
        continue;
      }
      String name = line.substring(start, line.indexOf('\'', start)).replace('/', '.');
      if (name.contains("+0x")) {
        continue;
      }
      Class<?> type = Class.forName(name, false, loader);
      if (node.isAssignableFrom(type)
          && values.get(type) instanceof Map<?, ?> map
          && !map.isEmpty()) {
        names.add(name);
      }
    }
    Files.write(Path.of(args[2]), names);
  }
}
