import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleAttribute.ModuleAttributeBuilder;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A library's jar written again as a module that exports and opens all its packages. On the class
 * path, where an application that embeds Cortado has the libraries, everything is open: this way it
 * is the same in the image, without an option for each of the packages that Cortado reaches into.
 *
 * <p>What the jar has for older JDKs is left out, and so are signatures: the AOT cache takes no
 * classes of signed jars, and Maven has compared the jars' checksums.
 */
final class OpenModule {
  private static final String DESCRIPTOR = "module-info.class";

  /**
   * Left to our own provider ({@code engine/CompilationEvents}), which a module's would come
   * before: the module system's services are found before those of the class path.
   */
  private static final String FLIGHT_RECORDER =
      "com/oracle/truffle/runtime/jfr/EventFactory$Provider";

  private OpenModule() {}

  /**
   * @param descriptor what the JDK makes of the jar: its own, or that of an automatic module
   */
  static void write(Path jar, ModuleDescriptor descriptor, Path opened) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Set<String> packages = new HashSet<>();
    byte[] own = null;
    try (JarFile in = new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(opened), manifest)) {
      for (JarEntry entry : (Iterable<JarEntry>) in.versionedStream()::iterator) {
        String name = entry.getName();
        if (name.equals(DESCRIPTOR)) {
          own = in.getInputStream(entry).readAllBytes();
        } else if (!entry.isDirectory()
            && !name.equals(JarFile.MANIFEST_NAME)
            && !isSignature(name)) {
          out.putNextEntry(new JarEntry(name));
          in.getInputStream(entry).transferTo(out);
          if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
            packages.add(name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.'));
          }
        }
      }
      out.putNextEntry(new JarEntry(DESCRIPTOR));
      out.write(own == null ? made(descriptor.name(), packages) : opened(own, packages));
    }
  }

  /** The descriptor of a jar that has none. */
  private static byte[] made(String name, Set<String> packages) {
    return ClassFile.of()
        .buildModule(
            ModuleAttribute.of(
                ModuleDesc.of(name),
                module -> {
                  module.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
                  open(module, packages);
                }));
  }

  private static byte[] opened(byte[] descriptor, Set<String> packages) {
    ClassFile classFile = ClassFile.of();
    ClassModel model = classFile.parse(descriptor);
    return classFile.transformClass(
        model,
        (builder, element) ->
            builder.with(
                element instanceof ModuleAttribute module ? opened(module, packages) : element));
  }

  private static ModuleAttribute opened(ModuleAttribute own, Set<String> packages) {
    return ModuleAttribute.of(
        own.moduleName().asSymbol(),
        module -> {
          own.moduleVersion().ifPresent(version -> module.moduleVersion(version.stringValue()));
          own.requires().forEach(module::requires);
          own.uses().forEach(service -> module.uses(service.asSymbol()));
          own.provides().stream()
              .filter(provided -> !provided.provides().name().equalsString(FLIGHT_RECORDER))
              .forEach(module::provides);
          open(module, packages);
        });
  }

  private static void open(ModuleAttributeBuilder module, Set<String> packages) {
    module.moduleFlags(ClassFile.ACC_OPEN);
    for (String name : packages) {
      module.exports(PackageDesc.of(name), 0);
    }
  }

  private static boolean isSignature(String name) {
    return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }
}
