import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import jdk.tools.jlink.internal.Main;
import jdk.tools.jlink.internal.PluginRepository;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/**
 * {@code jlink} with two changes to what it puts into the image:
 *
 * <ul>
 *   <li>The modules of the libraries belong to the boot loader, as the JDK's own do: the JVM then
 *       finds their classes itself, without asking a loader written in Java, and does not verify
 *       them. What an application could load instead is not in the image.
 *   <li>The Graal compiler takes the place of the JDK's empty module of that name.
 * </ul>
 *
 * <pre>
 * java --add-exports … Link.java &lt;boot modules&gt; &lt;compiler's jar&gt; &lt;options of jlink&gt;
 * </pre>
 */
final class Link implements Plugin {
  private static final String COMPILER = "jdk.graal.compiler";

  /** Where the JDK keeps which modules belong to the boot loader. */
  private static final String LOADERS =
      "/java.base/jdk/internal/module/ModuleLoaderMap$Modules.class";

  /**
   * Where ICU says which loader has its data; it takes the boot loader's null for "I don't know".
   */
  private static final String ICU_LOADER =
      "/org.graalvm.shadowed.icu4j/org/graalvm/shadowed/com/ibm/icu/impl/ClassLoaderUtil.class";

  private final Set<String> bootModules;
  private final Path compiler;

  private Link(Set<String> bootModules, Path compiler) {
    this.bootModules = bootModules;
    this.compiler = compiler;
  }

  public static void main(String[] args) {
    PluginRepository.registerPlugin(
        new Link(new TreeSet<>(List.of(args[0].split(","))), Path.of(args[1])));
    PrintWriter out = new PrintWriter(System.out, true);
    System.exit(Main.run(out, out, List.of(args).subList(2, args.length).toArray(String[]::new)));
  }

  @Override
  public String getName() {
    return "cortado-modules";
  }

  @Override
  public String getDescription() {
    return "gives the libraries to the boot loader";
  }

  @Override
  public Category getType() {
    return Category.FILTER;
  }

  @Override
  public Set<State> getState() {
    return EnumSet.of(State.AUTO_ENABLED, State.FUNCTIONAL);
  }

  @Override
  public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
    in.entries()
        .filter(entry -> !isStub(entry))
        .map(
            entry ->
                switch (entry.path()) {
                  case LOADERS -> withBootModules(entry);
                  case ICU_LOADER -> withOwnLoader(entry);
                  default -> entry;
                })
        .forEach(out::add);
    addCompiler(out);
    return out.build();
  }

  private static boolean isStub(ResourcePoolEntry entry) {
    return entry.moduleName().equals(COMPILER)
        && entry.type() == ResourcePoolEntry.Type.CLASS_OR_RESOURCE;
  }

  private void addCompiler(ResourcePoolBuilder out) {
    try (JarFile jar =
        new JarFile(compiler.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.versionedStream()::iterator) {
        if (!entry.isDirectory()) {
          try (InputStream bytes = jar.getInputStream(entry)) {
            out.add(
                ResourcePoolEntry.create(
                    "/" + COMPILER + "/" + entry.getName(), bytes.readAllBytes()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds the names to the first of the sets that the class's initializer makes: the boot loader's.
   */
  private ResourcePoolEntry withBootModules(ResourcePoolEntry entry) {
    ClassFile classFile = ClassFile.of();
    ClassModel model = classFile.parse(entry.contentBytes());
    ClassDesc set = ClassDesc.of("java.util.Set");
    MethodTypeDesc ofArray = MethodTypeDesc.of(set, ConstantDescs.CD_Object.arrayType());
    boolean[] done = {false};
    CodeTransform addNames =
        (code, element) -> {
          boolean isFirst =
              !done[0]
                  && element instanceof InvokeInstruction call
                  && call.name().equalsString("of");
          if (isFirst) {
            done[0] = true;
            // The JDK's names are on the stack, in an array: a longer copy takes its place.
            code.astore(0);
            code.aload(0).arraylength().istore(1);
            code.aload(0).iload(1).loadConstant(bootModules.size()).iadd();
            code.invokestatic(
                ClassDesc.of("java.util.Arrays"),
                "copyOf",
                MethodTypeDesc.of(
                    ConstantDescs.CD_Object.arrayType(),
                    ConstantDescs.CD_Object.arrayType(),
                    ConstantDescs.CD_int));
            for (String name : bootModules) {
              code.dup().iload(1).loadConstant(name).aastore().iinc(1, 1);
            }
            code.invokestatic(set, "of", ofArray, true);
          } else {
            code.with(element);
          }
        };
    byte[] bytes =
        classFile.transformClass(
            model,
            ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME),
                addNames));
    if (!done[0]) {
      throw new IllegalStateException(LOADERS + " is not as expected");
    }
    return entry.copyWithContent(bytes);
  }

  /** Has {@code ClassLoaderUtil.getClassLoader(Class)} return the class's loader, null or not. */
  private static ResourcePoolEntry withOwnLoader(ResourcePoolEntry entry) {
    ClassFile classFile = ClassFile.of();
    ClassDesc loader = ClassDesc.of("java.lang.ClassLoader");
    MethodTypeDesc ofClass = MethodTypeDesc.of(loader, ConstantDescs.CD_Class);
    ClassTransform transform =
        (builder, element) -> {
          if (element instanceof MethodModel method && method.methodTypeSymbol().equals(ofClass)) {
            builder.withMethodBody(
                method.methodName(),
                method.methodType(),
                method.flags().flagsMask(),
                code ->
                    code.aload(0)
                        .invokevirtual(
                            ConstantDescs.CD_Class, "getClassLoader", MethodTypeDesc.of(loader))
                        .areturn());
          } else {
            builder.with(element);
          }
        };
    ClassModel model = classFile.parse(entry.contentBytes());
    return entry.copyWithContent(classFile.transformClass(model, transform));
  }

  @Override
  public void configure(Map<String, String> config) {}
}
