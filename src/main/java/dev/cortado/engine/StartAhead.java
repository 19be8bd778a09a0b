package dev.cortado.engine;

import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Does on a second thread, ahead of the main one, what a start asks the JDK and Truffle for in any
 * case and what they then remember: classes of annotations, method handles, the fields of node
 * classes.
 *
 * <p>Whatever is not done in time the main thread does itself, and what both do at once is done
 * twice at worst. The threads must not be able to wait for each other, though, and initializing
 * classes can make them: one thread holds A and needs B, the other holds B and needs A. So nothing
 * here initializes a class of Truffle or GraalJS but those whose initializers need none that could
 * lead back to them ({@code NodeClass} with its parts, and a table of Unicode properties).
 */
public final class StartAhead {
  /** Annotations that a start reads, in the order in which it does. */
  static final List<String> ANNOTATIONS =
      List.of(
          "java.lang.annotation.Retention",
          "com.oracle.truffle.api.CompilerDirectives$TruffleBoundary",
          "com.oracle.truffle.runtime.TruffleCallBoundary",
          "com.oracle.truffle.api.nodes.ExplodeLoop",
          "com.oracle.truffle.api.library.GenerateLibrary",
          "java.lang.annotation.Target",
          "java.lang.annotation.Repeatable",
          "jdk.internal.ValueBased",
          "com.oracle.truffle.api.library.ExportLibrary",
          "com.oracle.truffle.api.dsl.GeneratedBy",
          "com.oracle.truffle.api.TruffleLanguage$Registration",
          "com.oracle.truffle.api.instrumentation.ProvidedTags",
          "com.oracle.truffle.api.instrumentation.TruffleInstrument$Registration",
          "com.oracle.truffle.api.CompilerDirectives$CompilationFinal",
          "com.oracle.truffle.api.object.DynamicObject$DynamicField",
          "java.lang.annotation.Inherited",
          "com.oracle.truffle.api.nodes.NodeInfo",
          "com.oracle.truffle.api.nodes.Node$Child",
          "com.oracle.truffle.api.library.ExportLibrary$Repeat",
          "com.oracle.truffle.api.nodes.Node$Children",
          "com.oracle.truffle.api.nodes.DenyReplace");

  /**
   * Two thousand entries in hash maps, made with the first context. Its initializer needs only code
   * point sets and maps, and theirs nothing of it.
   */
  static final String UNICODE_PROPERTIES = "com.oracle.truffle.regex.charset.UnicodePropertyData";

  /** The node classes whose fields a start asks for: see {@code src/build/StartNodes.java}. */
  private static final String NODES = "start-nodes";

  private static final ClassLoader LOADER = StartAhead.class.getClassLoader();

  private StartAhead() {}

  /**
   * Starts the second thread.
   *
   * @param tierMillis how long the JVM shall compile as {@link StartTiers} says
   */
  public static void start(long tierMillis) {
    Thread thread = new Thread(null, () -> run(tierMillis), "start ahead", 512 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private static void run(long tierMillis) {
    StartTiers.limitFor(tierMillis);
    try {
      makeAnnotationClasses();
      makeMethodHandles();
      // Computes with numbers of thousands of digits when it is first used.
      BigDecimal.ZERO.signum();
      Class.forName(UNICODE_PROPERTIES, true, LOADER);
      collectNodeFields();
    } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
      // Other versions of the libraries: the main thread does all that itself.
    }
  }

  /** Each annotation that is read is an instance of a proxy class, made at run time. */
  @SuppressWarnings("deprecation") // of an instance's class nobody needs the instance here
  private static void makeAnnotationClasses() throws ClassNotFoundException {
    for (String name : ANNOTATIONS) {
      Class<?> annotation = Class.forName(name, false, LOADER);
      Proxy.getProxyClass(annotation.getClassLoader(), annotation);
    }
  }

  /**
   * Records compute their hash codes with method handles, and fields are read and written with
   * them. The JDK makes their code at run time, once for each combination of parameter types: these
   * are those of Truffle's records and of {@link CompilerStart}.
   */
  private static void makeMethodHandles() throws ReflectiveOperationException {
    Set<Object> hashed = new HashSet<>();
    hashed.add(new ThreeObjects("", "", ""));
    hashed.add(new ObjectNumberObject("", 0, ""));
    Sample sample = new Sample();
    Field field = Sample.class.getDeclaredField("value");
    field.setAccessible(true);
    field.set(sample, field.get(sample));
  }

  private static void collectNodeFields() throws IOException, ClassNotFoundException {
    try (InputStream in = StartAhead.class.getResourceAsStream(NODES);
        BufferedReader names =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        NodeClass.get(Class.forName(name, false, LOADER).asSubclass(Node.class));
      }
    }
  }

  private record ThreeObjects(Object first, Object second, Object third) {}

  private record ObjectNumberObject(Object first, int number, Object second) {}

  private static final class Sample {
    private Object value;
  }
}
