import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps of the build that Maven has no plugin for, run as a single source file by the JDK that
 * compiles Cortado.
 *
 * <ul>
 *   <li>{@code runtime <root> <classpath file>}: puts a Java image and the libraries into {@code
 *       target/runtime}, for {@code ./cortado} of a source checkout;
 *   <li>{@code train <root>}: adds the snapshots of {@code lib/} and the AOT cache of our classes
 *       and the libraries to it;
 *   <li>{@code distribution <root> <version>}: makes {@code target/cortado-<version>} and its
 *       archive;
 *   <li>{@code format <root> [--check]}: formats the Java sources, or fails where they are not
 *       formatted;
 *   <li>{@code lint <root> [--fix]}: ESLint over the JavaScript;
 *   <li>{@code npm <folder>...}: installs what the lock file of each folder says, when that has not
 *       been done.
 * </ul>
 */
final class Build {
  /**
   * What runs in the image. The stub module jdk.graal.compiler must stay out: the real compiler
   * comes as a jar.
   */
  private static final String MODULES =
      String.join(
          ",",
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.rmi",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.xml",
          "jdk.attach",
          "jdk.charsets",
          "jdk.crypto.cryptoki",
          "jdk.crypto.ec",
          "jdk.httpserver",
          "jdk.internal.vm.ci",
          "jdk.jcmd",
          "jdk.jfr",
          "jdk.localedata",
          "jdk.management",
          "jdk.management.agent",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  /** The JIT compiler's module; the JDK has an empty one of that name. */
  private static final String COMPILER_MODULE = "jdk.graal.compiler";

  /**
   * Options of every start. They must be the same in training and use, or the JVM ignores the AOT
   * cache.
   */
  private static final List<String> JVM_OPTIONS =
      List.of(
          // What has a native library or memory of its own.
          "--enable-native-access=ALL-UNNAMED,org.graalvm.truffle,org.graalvm.truffle.runtime,"
              + "io.netty.common,io.netty.transport.unix.common,io.netty.transport.classes.epoll,"
              + "com.aayushatharva.brotli4j,com.github.luben.zstd_jni",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableJVMCI",
          // The AOT cache where it was made for: moving it changes each of its pages.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          // Recorded profiles have the JIT compile thousands of methods before the first line runs.
          "-XX:-AOTRecordTraining",
          "-XX:-AOTReplayTraining",
          "-XX:+UseSerialGC",
          // A start touches 6,000 pages of the heap less, for a dozen MB more.
          "-XX:+UseTransparentHugePages",
          "-XX:-UsePerfData",
          // A reflective call is made once or twice: a class made for it would come too late.
          "-Djdk.reflect.useNativeAccessorOnly=true",
          "-Xss16m",
          "-Dpolyglotimpl.DisableClassPathIsolation=true");

  /** Our own classes in an installation. */
  private static final String OWN_JAR = "cortado.jar";

  private static final Path ATTACH_LIBRARY = nativeLibrary("truffleattach");

  private static final String ATTACH_OPTION = "-Dtruffle.attach.library=";

  private final Path root;
  private final Path target;

  private Build(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.target = this.root.resolve("target");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    switch (args[0]) {
      case "runtime" -> new Build(Path.of(args[1])).runtime(Path.of(args[2]));
      case "train" -> new Build(Path.of(args[1])).train();
      case "distribution" -> new Build(Path.of(args[1])).distribution(args[2]);
      case "format" -> new Build(Path.of(args[1])).format(args.length > 2);
      case "lint" -> new Build(Path.of(args[1])).lint(List.of(args).subList(2, args.length));
      case "npm" -> {
        for (String folder : List.of(args).subList(1, args.length)) {
          npm(Path.of(folder));
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void runtime(Path classpathFile) throws IOException, InterruptedException {
    List<Path> jars =
        Stream.of(
                Files.readString(classpathFile).strip().split(System.getProperty("path.separator")))
            .map(Path::of)
            .toList();
    Path runtime = target.resolve("runtime");
    String print = fingerprint(jars);
    Path printFile = runtime.resolve("fingerprint");
    if (!Files.exists(printFile) || !Files.readString(printFile).equals(print)) {
      deleteTree(runtime);
      Files.createDirectories(runtime);
      image(jars, runtime);
      Files.writeString(printFile, print);
    }
    List<String> options = new ArrayList<>(JVM_OPTIONS);
    options.addAll(moduleOptions(runtime));
    if (Files.exists(runtime.resolve(ATTACH_LIBRARY))) {
      options.add(ATTACH_OPTION + runtime.resolve(ATTACH_LIBRARY));
    }
    // The JVM must not print of its own; what CORTADO_JAVA_OPTS turns on comes later and counts.
    options.add("-Xlog:disable");
    options.add("-cp");
    options.add(checkoutClassPath());
    Files.writeString(runtime.resolve("options"), argumentFile(options));
    Files.writeString(
        runtime.resolve("compile-options"), argumentFile(List.of("-cp", joined(jars))));
    Files.writeString(runtime.resolve("stamp"), "");
  }

  /**
   * Puts native parts of libraries into the image. Without that Truffle unpacks its own from its
   * jar into the user's cache folder, and looks for it there at every start; the others unpack
   * theirs into the folder for temporary files in each process that needs them.
   */
  private static void nativeLibraries(List<Path> jars, Path runtime) throws IOException {
    Map<String, String> natives = nativeEntries();
    for (Path jar : jars) {
      try (JarFile in = new JarFile(jar.toFile(), false)) {
        for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
          for (Map.Entry<String, String> known : natives.entrySet()) {
            if (!entry.isDirectory() && entry.getName().matches(known.getKey())) {
              Files.copy(
                  in.getInputStream(entry),
                  runtime.resolve(nativeLibrary(known.getValue())),
                  StandardCopyOption.REPLACE_EXISTING);
            }
          }
        }
      }
    }
  }

  /**
   * Patterns of the entries of jars that are native libraries for this machine, and their names.
   */
  private static Map<String, String> nativeEntries() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "darwin" : os;
    String arch = System.getProperty("os.arch").replace("x86_64", "amd64");
    String folder = Pattern.quote(system + "/" + arch + "/");
    return Map.of(
        "META-INF/resources/engine/libtruffleattach/" + folder + "bin/.*",
        "truffleattach",
        Pattern.quote("lib/" + system + "-" + arch.replace("amd64", "x86_64") + "/") + ".*",
        "brotli",
        folder + "libzstd-jni-.*",
        "zstd-jni");
  }

  private static Path nativeLibrary(String name) {
    return Path.of("image", "lib", System.mapLibraryName(name));
  }

  /** What the image and the libraries are made from: a change of it makes them anew. */
  private String fingerprint(List<Path> jars) throws IOException {
    StringBuilder print = new StringBuilder();
    print
        .append(System.getProperty("java.home"))
        .append(' ')
        .append(Runtime.version())
        .append('\n');
    print.append(MODULES).append('\n').append(String.join(" ", JVM_OPTIONS)).append('\n');
    print.append(new TreeMap<>(nativeEntries())).append('\n');
    for (String source : List.of("Link.java", "OpenModule.java")) {
      print.append(Files.readString(root.resolve("src/build").resolve(source)));
    }
    for (Path jar : jars) {
      print.append(jar.getFileName()).append(' ').append(Files.size(jar)).append('\n');
    }
    return print.toString();
  }

  /**
   * Links the JDK's modules and all libraries into one image. Nothing of it is a jar that a start
   * would have to open, and each asks a dozen times for services.
   */
  private void image(List<Path> jars, Path runtime) throws IOException, InterruptedException {
    Path opened = Files.createDirectories(runtime.resolve("opened"));
    say("preparing the libraries");
    Set<String> names = new TreeSet<>();
    Path compiler = null;
    for (Path jar : jars) {
      ModuleDescriptor descriptor = descriptor(jar);
      if (descriptor.name().equals(COMPILER_MODULE)) {
        compiler = jar;
      } else {
        OpenModule.write(jar, descriptor, opened.resolve(jar.getFileName()));
        names.add(descriptor.name());
      }
    }
    say("linking the Java image");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.jlink");
    for (String internal : List.of("internal", "plugin")) {
      command.add("--add-exports=jdk.jlink/jdk.tools.jlink." + internal + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            root.resolve("src/build/Link.java").toString(),
            String.join(",", names) + "," + COMPILER_MODULE,
            compiler.toString(),
            "--module-path",
            opened.toString(),
            "--add-modules",
            MODULES + "," + COMPILER_MODULE + "," + String.join(",", names),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            runtime.resolve("image").toString()));
    run(command);
    nativeLibraries(jars, runtime);
    names.add(COMPILER_MODULE);
    Files.writeString(runtime.resolve("module-names"), String.join(",", names));
    deleteTree(opened);
  }

  private static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }

  /** How the JVM finds the libraries: by name, since some export nothing. */
  private static List<String> moduleOptions(Path runtime) throws IOException {
    return List.of("--add-modules=" + Files.readString(runtime.resolve("module-names")));
  }

  /** Our own classes, as a jar: of folders the AOT cache holds nothing. */
  private String checkoutClassPath() {
    return target.resolve("launcher/cortado.jar").toString();
  }

  private void train() throws IOException, InterruptedException {
    Path runtime = target.resolve("runtime");
    List<String> command = new ArrayList<>();
    command.add(runtime.resolve("image/bin/java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(moduleOptions(runtime));
    command.add("-Dcortado.lib=" + root.resolve("lib"));
    command.add("-Dcortado.launcher=" + root.resolve("cortado"));
    command.add("-Dcortado.snapshots=" + runtime.resolve("snapshots"));
    command.add("-cp");
    command.add(checkoutClassPath());
    makeSnapshots(command, runtime.resolve("snapshots"));
    trainWith(command, runtime.resolve("cortado.aot"));
  }

  /**
   * Keeps what GraalJS makes of the files of {@code lib/}, so that a start parses none of them.
   *
   * @param command the JVM and its options
   */
  private void makeSnapshots(List<String> command, Path folder)
      throws IOException, InterruptedException {
    say("translating the library");
    deleteTree(folder);
    List<String> write = new ArrayList<>(command);
    write.addAll(
        List.of(
            "dev.cortado.bindings.builtins.LibrarySnapshots",
            root.resolve("lib").toString(),
            folder.toString()));
    Path log = target.resolve("snapshots.log");
    if (runLogged(write, log) != 0) {
      throw new IOException("the library could not be translated; " + log + " says why");
    }
  }

  /**
   * Records what the training program loads and runs, and makes the cache from it. The program
   * prints what it could not do.
   *
   * @param command the JVM and its options
   */
  private void trainWith(List<String> command, Path cache)
      throws IOException, InterruptedException {
    say("training the AOT cache");
    Path log = target.resolve("training.log");
    Path recording = target.resolve("training.aotconf");
    Files.deleteIfExists(recording);
    List<String> record = new ArrayList<>(command);
    record.addAll(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording));
    // Each start links all classes of the cache, and one in three was the Graal compiler's.
    record.add("-Dpolyglot.engine.Compilation=false");
    record.add("dev.cortado.cli.Main");
    record.add(root.resolve("src/build/training.js").toString());
    if (runLogged(record, log) != 0) {
      say("training: stopped early; " + log + " says why");
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      lines.filter(line -> line.startsWith("training: ")).forEach(Build::say);
    }
    Path made = cache.resolveSibling("cortado.aot.new");
    List<String> create = new ArrayList<>(command);
    create.addAll(
        List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + made));
    if (runLogged(create, target.resolve("training-cache.log")) != 0 || !Files.exists(made)) {
      throw new IOException(
          "the AOT cache could not be made; " + target.resolve("training-cache.log") + " says why");
    }
    Files.move(made, cache, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(recording);
  }

  private int runLogged(List<String> command, Path log) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private void distribution(String version) throws IOException, InterruptedException {
    Path runtime = target.resolve("runtime");
    Path home = target.resolve("cortado-" + version);
    deleteTree(home);
    say("laying out " + root.relativize(home));
    copyTree(runtime.resolve("image"), home.resolve("image"));
    Path jar = home.resolve(OWN_JAR);
    Files.copy(
        target.resolve("cortado-" + version + ".jar"), jar, StandardCopyOption.COPY_ATTRIBUTES);
    Path bin = Files.createDirectories(home.resolve("bin"));
    String script = launcherScript(runtime, home);
    for (String name : List.of("cortado", "node")) {
      Files.writeString(bin.resolve(name), script);
      Files.setPosixFilePermissions(
          bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String name : List.of("README.md", "LICENSE")) {
      if (Files.exists(root.resolve(name))) {
        Files.copy(root.resolve(name), home.resolve(name));
      }
    }
    List<String> command = new ArrayList<>();
    command.add(home.resolve("image/bin/java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(moduleOptions(runtime));
    command.add("-Dcortado.launcher=" + bin.resolve("cortado"));
    command.add("-Dcortado.snapshots=" + home.resolve("snapshots"));
    command.add("-cp");
    command.add(jar.toString());
    makeSnapshots(command, home.resolve("snapshots"));
    trainWith(command, home.resolve("cortado.aot"));
    say("packing " + root.relativize(home) + ".tar.gz");
    run(
        List.of(
            "tar",
            "-C",
            target.toString(),
            "-czf",
            home + ".tar.gz",
            home.getFileName().toString()));
  }

  /** The installed launcher: finds its own folder through symbolic links and becomes the JVM. */
  private static String launcherScript(Path runtime, Path home) throws IOException {
    List<String> options = new ArrayList<>(JVM_OPTIONS);
    options.addAll(moduleOptions(runtime));
    options.add("\"-XX:AOTCache=$home/cortado.aot\"");
    if (Files.exists(home.resolve(ATTACH_LIBRARY))) {
      options.add("\"" + ATTACH_OPTION + "$home/" + ATTACH_LIBRARY + "\"");
    }
    options.add("-Xlog:disable");
    options.add("\"-Dcortado.launcher=$home/bin/${self##*/}\"");
    options.add("\"-Dcortado.snapshots=$home/snapshots\"");
    options.add("-cp \"$home/" + OWN_JAR + "\"");
    return """
    #!/bin/sh
    set -eu
    self=$0
    while [ -h "$self" ]; do
      link=$(readlink "$self")
      case $link in
        /*) self=$link ;;
        *) self=${self%%/*}/$link ;;
      esac
    done
    home=${self%%/*}/..
    case $home in
      /*/bin/..) home=${home%%/bin/..} ;;
      *) home=$(cd "$home" && pwd -P) ;;
    esac
    # HotSpot keeps SIGUSR2 for itself unless it is told of another signal.
    export _JAVA_SR_SIGNUM=63
    exec "$home/image/bin/java" %s ${CORTADO_JAVA_OPTS:-} dev.cortado.cli.Main "$@"
    """
        .formatted(String.join(" ", options));
  }

  private void format(boolean check) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String open : List.of("api", "code", "file", "parser", "tree", "util")) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + open + "=ALL-UNNAMED");
    }
    command.add("-jar");
    command.add(target.resolve("tools/google-java-format.jar").toString());
    command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    try (Stream<Path> files = Files.walk(root.resolve("src"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(command::add);
    }
    finish(command, "these Java files are not formatted; run: java src/build/Build.java format .");
  }

  private void lint(List<String> options) throws IOException, InterruptedException {
    npm(root.resolve("tools"));
    List<String> command = new ArrayList<>();
    command.add(root.resolve("tools/node_modules/.bin/eslint").toString());
    command.addAll(List.of("--config", "tools/eslint.config.js", "--max-warnings", "0"));
    command.addAll(options);
    for (String folder :
        List.of("lib", "test", "bench", "conformance", "examples", "tools", "src/build")) {
      if (Files.exists(root.resolve(folder))) {
        command.add(folder);
      }
    }
    finish(
        command,
        "the JavaScript has lint errors; some can be mended by: java src/build/Build.java lint ."
            + " --fix");
  }

  /** Runs a check whose output is for the reader, and ends this process where it fails. */
  private void finish(List<String> command, String failure)
      throws IOException, InterruptedException {
    int status = new ProcessBuilder(command).directory(root.toFile()).inheritIO().start().waitFor();
    if (status != 0) {
      say(failure);
      System.exit(1);
    }
  }

  private static void npm(Path folder) throws IOException, InterruptedException {
    Path lock = folder.resolve("package-lock.json");
    Path installed = folder.resolve("node_modules/.package-lock.json");
    if (Files.exists(installed)
        && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
      return;
    }
    say("installing the npm packages of " + folder);
    try {
      run(List.of("npm", "ci", "--no-audit", "--no-fund", "--prefix", folder.toString()));
    } catch (IOException e) {
      say(
          "npm could not install them ("
              + e.getMessage()
              + "); programs there will not find their packages");
    }
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  private static String argumentFile(List<String> options) {
    return options.stream()
        .map(option -> "\"" + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
        .collect(Collectors.joining());
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          Path.of(command.getFirst()).getFileName() + " failed: " + output.strip());
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(
              file,
              copy,
              StandardCopyOption.COPY_ATTRIBUTES,
              java.nio.file.LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static void say(String message) {
    System.out.println("cortado: " + message);
  }
}
