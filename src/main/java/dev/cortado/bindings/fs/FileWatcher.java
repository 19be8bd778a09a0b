package dev.cortado.bindings.fs;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.HandleWrap;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.FsEvent;

/**
 * {@code new FSEvent()}: calls its {@code onchange(renamed, name)} for each change, name as bytes
 * or null.
 */
final class FileWatcher extends HandleWrap {
  private final FsEvent event;

  private FileWatcher(Environment env, JSDynamicObject object, FsEvent event) {
    super(env, "FSEventWrap", object, event);
    this.event = event;
  }

  static void register(BindingTarget target, Environment env) {
    final NativeClass type =
        target.nativeClass(
            "FSEvent",
            args -> new FileWatcher(env, (JSDynamicObject) args.jsThis(), new FsEvent(env.loop())));
    declareHandle(type);
    type.method("start", args -> self(args).start(FsBinding.path(args, 0), args.bool(1)));
    type.getter("initialized", args -> self(args).event.isActive());
  }

  private static FileWatcher self(Arguments args) {
    return args.self(FileWatcher.class);
  }

  private Object start(FsPath path, boolean persistent) {
    event.start(path.bytes(), this::report);
    if (!persistent) {
      event.unref();
    }
    markInitialized();
    return null;
  }

  private void report(boolean renamed, byte[] name) {
    emit("onchange", renamed, name == null ? Js.NULL : env().newBuffer(name));
  }
}
