package dev.cortado.bindings.process;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.PathBytes;
import dev.cortado.posix.ProcessAge;
import dev.cortado.posix.ProcessTitle;
import dev.cortado.posix.Spawn;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The process object's identity: versions, arguments, environment variables, working directory. */
public final class ProcessBinding implements Binding {
  /** The Node.js version whose behaviour Cortado reproduces. */
  public static final String NODE_VERSION = "24.12.0";

  /**
   * Where a parent puts the name that it starts this process by: the kernel drops it on the way
   * through the launcher, which is a script. The program does not see the variable.
   */
  private static final String ARGV0 = "CORTADO_ARGV0";

  /** What the launcher tells the JVM is none of the program's business. */
  private static final String JVM_SIGNAL = "_JAVA_SR_SIGNUM";

  private static final double NANOS_PER_SECOND = 1e9;

  /** How long a collection may take to be told of. */
  private static final long SENTINEL_TIMEOUT_MILLIS = 1000;

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.constant("version", "v" + NODE_VERSION);
    target.constant("arch", arch());
    target.constant("platform", platform());
    target.constant("pid", ProcessHandle.current().pid());
    target.constant("execPath", env.options().execPath());
    target.constant("execArgv", env.newArray(env.options().execArgv().toArray()));
    target.constant("argv0", System.getenv().getOrDefault(ARGV0, "node"));
    target.constant("argv", env.newArray(env.options().argv().toArray()));
    if (System.getenv("NODE_CHANNEL_FD") instanceof String fd) {
      target.constant("channelFd", fd);
    }
    target.method(
        "ppid", args -> ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L));
    target.method("cwd", args -> System.getProperty("user.dir"));
    target.method("environment", args -> environment(env));
    target.method("hrtime", args -> (double) System.nanoTime());
    target.method("uptime", args -> ProcessAge.nanos() / NANOS_PER_SECOND);
    target.method("activeResources", args -> env.newArray(env.resources().types().toArray()));
    target.method(
        "activeHandleTypes", args -> env.newArray(env.resources().handleTypes().toArray()));
    target.method("activeHandles", args -> env.newArray(env.resources().objects().toArray()));
    // The zone's name; nothing: the machine's own.
    target.method(
        "setTimeZone",
        args -> {
          env.realm().setLocalTimeZone(args.isUndefined(0) ? null : args.string(0));
          return null;
        });
    target.method(
        "setTitle",
        args -> {
          ProcessTitle.set(args.string(0));
          return null;
        });
    target.method("execve", ProcessBinding::execve);
    target.method(
        "collectGarbage",
        args -> {
          collectGarbage();
          return null;
        });
    target.method(
        "reallyExit",
        args -> {
          env.exit(args.int32(0));
          return null;
        });
  }

  /**
   * Returns when all that the collection found dead is known to be: finalization callbacks run with
   * the next microtasks. The JDK tells of dead objects in the order of collections, so what the
   * second one finds comes after all of the first.
   */
  private static void collectGarbage() {
    for (int collection = 0; collection < 2; collection++) {
      ReferenceQueue<Object> queue = new ReferenceQueue<>();
      PhantomReference<Object> sentinel = new PhantomReference<>(new Object(), queue);
      System.gc();
      try {
        queue.remove(SENTINEL_TIMEOUT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Reference.reachabilityFence(sentinel);
    }
  }

  /** {@code (file, args, environment)}: returns a negative error number, or not at all. */
  private static Object execve(Arguments args) {
    Spawn.keepStandardDescriptorsOnly();
    return Spawn.replaceThisProcess(
        PathBytes.encode(args.string(0)), strings(args.object(1)), strings(args.object(2)));
  }

  private static List<byte[]> strings(JSDynamicObject array) {
    final int length = ((Number) Js.get(array, "length")).intValue();
    final List<byte[]> strings = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      strings.add(PathBytes.encode(Js.toJavaString(Js.get(array, i))));
    }
    return strings;
  }

  private static JSObject environment(Environment env) {
    JSObject object = env.newObject();
    for (Map.Entry<String, String> entry : System.getenv().entrySet()) {
      if (!entry.getKey().equals(ARGV0) && !entry.getKey().equals(JVM_SIGNAL)) {
        Js.set(object, entry.getKey(), entry.getValue());
      }
    }
    return object;
  }

  /** What {@code process.arch} says. */
  public static String arch() {
    String arch = System.getProperty("os.arch");
    // With a type pattern in it this would have the JDK make a class at every start.
    return switch (arch) {
      case "amd64", "x86_64" -> "x64";
      case "aarch64" -> "arm64";
      default -> arch;
    };
  }

  private static String platform() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return "darwin";
    }
    return name.contains("windows") ? "win32" : "linux";
  }
}
