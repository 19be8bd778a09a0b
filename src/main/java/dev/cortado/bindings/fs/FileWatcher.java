package dev.cortado.bindings.fs;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.AsyncWrap;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.Handle;
import dev.cortado.posix.Inotify;

/**
 * {@code new FSEvent()}: calls its {@code onchange(renamed, name)} for each change, name as bytes
 * or null.
 */
final class FileWatcher extends Handle {
  private final Environment env;
  private final JSDynamicObject jsObject;
  private final AsyncWrap wrap;
  private Inotify.Watch watch;

  private FileWatcher(Environment env, Object jsObject) {
    super(env.loop());
    this.env = env;
    this.jsObject = (JSDynamicObject) jsObject;
    wrap = env.callbacks().newAsyncWrap("FSEventWrap", this.jsObject);
  }

  static void register(BindingTarget target, Environment env) {
    NativeClass type = target.nativeClass("FSEvent", args -> new FileWatcher(env, args.jsThis()));
    type.method(
        "start", args -> args.self(FileWatcher.class).start(FsBinding.path(args, 0), args.bool(1)));
    type.method("close", args -> args.self(FileWatcher.class).end());
    type.method("ref", args -> args.self(FileWatcher.class).setReferenced(true));
    type.method("unref", args -> args.self(FileWatcher.class).setReferenced(false));
    type.method("hasRef", args -> args.self(FileWatcher.class).hasRef());
    type.getter("initialized", args -> args.self(FileWatcher.class).isActive());
  }

  private Object start(FsPath path, boolean persistent) {
    watch =
        Inotify.watch(
            path.bytes(), (renamed, name) -> env.loop().execute(() -> report(renamed, name)));
    if (!persistent) {
      unref();
    }
    activate();
    env.resources().add(this, "FSEventWrap", jsObject);
    return null;
  }

  private void report(boolean renamed, byte[] name) {
    if (isActive()) {
      wrap.makeMethodCallback(
          jsObject, "onchange", renamed, name == null ? Js.NULL : env.newBuffer(name));
    }
  }

  private Object setReferenced(boolean referenced) {
    if (referenced) {
      ref();
    } else {
      unref();
    }
    return null;
  }

  private Object end() {
    close(null);
    return null;
  }

  @Override
  protected void onClose() {
    env.resources().remove(this);
    wrap.destroy();
    if (watch != null) {
      watch.close();
    }
  }
}
