package dev.cortado.bindings.credentials;

import static dev.cortado.posix.PosixException.check;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.PathBytes;
import dev.cortado.posix.PosixException;
import dev.cortado.posix.PosixProcess;
import dev.cortado.posix.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code lib/internal/process/per_thread.js} asks of libc. */
public final class CredentialsBinding implements Binding {
  private static final long PAGE_SIZE = 4096;

  private Environment env;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    target.method("getuid", args -> unsigned(PosixProcess.Id.UID));
    target.method("geteuid", args -> unsigned(PosixProcess.Id.EUID));
    target.method("getgid", args -> unsigned(PosixProcess.Id.GID));
    target.method("getegid", args -> unsigned(PosixProcess.Id.EGID));
    target.method("ppid", args -> PosixProcess.Id.PPID.get());
    target.method("setuid", args -> set(args, PosixProcess.SettableId.UID, false, "setuid"));
    target.method("seteuid", args -> set(args, PosixProcess.SettableId.EUID, false, "seteuid"));
    target.method("setgid", args -> set(args, PosixProcess.SettableId.GID, true, "setgid"));
    target.method("setegid", args -> set(args, PosixProcess.SettableId.EGID, true, "setegid"));
    target.method("getgroups", args -> groups());
    target.method("setgroups", this::setGroups);
    target.method("initgroups", this::initGroups);
    target.method("umask", args -> PosixProcess.umask(args.int32(0)));
    target.method("readUmask", args -> readUmask());
    target.method("chdir", this::chdir);
    target.method("cwd", args -> PathBytes.decode(PosixProcess.cwd()));
    target.method("kill", args -> PosixProcess.kill(args.int32(0), args.int32(1)));
    target.method("rss", args -> residentSetSize());
    target.method("heapUsage", args -> heapUsage());
    target.method("resourceUsage", args -> resourceUsage(args.bool(0)));
  }

  private static long unsigned(PosixProcess.Id id) {
    return Integer.toUnsignedLong(id.get());
  }

  /** Sets an id, given by number or name; returns 1 for an unknown name. */
  private static Object set(
      Arguments args, PosixProcess.SettableId id, boolean group, String syscall) {
    int number = idOf(args.get(0), args, 0, group);
    if (number == -1 && args.isString(0)) {
      return 1;
    }
    check(id.set(number), syscall);
    return 0;
  }

  private static int idOf(Object value, Arguments args, int index, boolean group) {
    if (Js.isString(value)) {
      String name = Js.toJavaString(value);
      return group ? Users.gidOf(name) : Users.uidOf(name);
    }
    return (int) args.integer(index);
  }

  private Object groups() {
    int[] groups = PosixProcess.groups();
    Object[] values = new Object[groups.length + 1];
    boolean listed = false;
    int effective = PosixProcess.Id.EGID.get();
    for (int i = 0; i < groups.length; i++) {
      values[i] = Integer.toUnsignedLong(groups[i]);
      listed |= groups[i] == effective;
    }
    values[groups.length] = Integer.toUnsignedLong(effective);
    return env.newArray(listed ? java.util.Arrays.copyOf(values, groups.length) : values);
  }

  /** Returns the position of an unknown group's name, from 1, or 0. */
  private Object setGroups(Arguments args) {
    JSDynamicObject array = args.object(0);
    int length = ((Number) Js.get(array, "length")).intValue();
    int[] groups = new int[length];
    for (int i = 0; i < length; i++) {
      Object value = Js.get(array, i);
      if (Js.isString(value)) {
        groups[i] = Users.gidOf(Js.toJavaString(value));
        if (groups[i] == -1) {
          return i + 1;
        }
      } else {
        groups[i] = (int) ((Number) value).longValue();
      }
    }
    check(PosixProcess.setGroups(groups), "setgroups");
    return 0;
  }

  /** Returns 1 for an unknown user, 2 for an unknown group, or 0. */
  private Object initGroups(Arguments args) {
    String user = args.isString(0) ? args.string(0) : userName((int) args.integer(0));
    if (user == null) {
      return 1;
    }
    int group = idOf(args.get(1), args, 1, true);
    if (group == -1) {
      return 2;
    }
    check(PosixProcess.initGroups(user, group), "initgroups");
    return 0;
  }

  private static String userName(int uid) {
    try {
      return PathBytes.decode(Users.byId(uid).name());
    } catch (PosixException unknown) {
      return null;
    }
  }

  private static int readUmask() {
    int mask = PosixProcess.umask(0);
    PosixProcess.umask(mask);
    return mask;
  }

  private Object chdir(Arguments args) {
    String directory = args.string(0);
    int result = PosixProcess.chdir(PathBytes.encode(directory));
    if (result < 0) {
      throw new PosixException(result, "chdir", PathBytes.decode(PosixProcess.cwd()), directory);
    }
    return null;
  }

  private static long residentSetSize() {
    try {
      String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE_SIZE;
    } catch (IOException e) {
      return Runtime.getRuntime().totalMemory();
    }
  }

  /** Heap size, the part of it in use and the size it may grow to, in bytes. */
  private Object heapUsage() {
    Runtime runtime = Runtime.getRuntime();
    long total = runtime.totalMemory();
    return env.newArray(total, total - runtime.freeMemory(), runtime.maxMemory());
  }

  private Object resourceUsage(boolean thread) {
    long[] usage = new long[PosixProcess.USAGE_FIELDS];
    check(PosixProcess.resourceUsage(thread, usage), "uv_getrusage");
    Object[] values = new Object[usage.length];
    for (int i = 0; i < usage.length; i++) {
      values[i] = usage[i];
    }
    return env.newArray(values);
  }
}
