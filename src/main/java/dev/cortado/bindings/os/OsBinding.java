package dev.cortado.bindings.os;

import static dev.cortado.posix.PosixException.check;

import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.PathBytes;
import dev.cortado.posix.PosixProcess;
import dev.cortado.posix.Users;
import java.util.List;

/** What {@code lib/os.js} asks of the machine. */
public final class OsBinding implements Binding {
  private Environment env;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    target.constant("isBigEndian", false);
    target.method("getHostname", args -> Machine.hostname());
    target.method("getType", args -> Machine.type());
    target.method("getRelease", args -> Machine.release());
    target.method("getVersion", args -> Machine.version());
    target.method("getMachine", args -> Machine.architecture());
    target.method("getCPUs", args -> list(Machine.processors()));
    target.method("getInterfaceAddresses", args -> list(Interfaces.addresses()));
    target.method("getLoadAvg", args -> list(Machine.loadAverages()));
    target.method("getTotalMem", args -> Machine.totalMemory());
    target.method("getFreeMem", args -> Machine.availableMemory());
    target.method("getUptime", args -> Machine.uptime());
    target.method("getAvailableParallelism", args -> Runtime.getRuntime().availableProcessors());
    target.method("getHomeDirectory", args -> PathBytes.decode(currentUser().home()));
    target.method("getUserInfo", args -> userInfo(args.bool(0)));
    target.method("getPriority", args -> PosixProcess.priority(args.int32(0)));
    target.method("setPriority", this::setPriority);
  }

  private Object list(List<?> values) {
    return env.newArray(values.toArray());
  }

  private static Users.User currentUser() {
    return Users.byId(PosixProcess.Id.UID.get());
  }

  private JSObject userInfo(boolean asBuffer) {
    Users.User user = currentUser();
    JSObject info = env.newObject();
    Js.set(info, "uid", user.uid());
    Js.set(info, "gid", user.gid());
    Js.set(info, "username", name(user.name(), asBuffer));
    Js.set(info, "homedir", name(user.home(), asBuffer));
    Js.set(info, "shell", user.shell() == null ? Js.NULL : name(user.shell(), asBuffer));
    return info;
  }

  private Object name(byte[] name, boolean asBuffer) {
    return asBuffer ? env.newBuffer(name) : PathBytes.decode(name);
  }

  private Object setPriority(Arguments args) {
    check(PosixProcess.setPriority(args.int32(0), args.int32(1)), "uv_os_setpriority");
    return null;
  }
}
