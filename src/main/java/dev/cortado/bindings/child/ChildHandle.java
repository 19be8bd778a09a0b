package dev.cortado.bindings.child;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.AsyncWrap;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.loop.FdWatcher;
import dev.cortado.loop.Handle;
import dev.cortado.posix.Fd;
import dev.cortado.posix.PosixProcess;
import dev.cortado.posix.Spawn;
import dev.cortado.posix.UvError;

/** One child process; calls {@code onexit(exitCode, signalNumber)} when it has ended. */
final class ChildHandle extends Handle implements FdWatcher.Listener {
  private final Environment env;
  private final JSDynamicObject object;
  private final AsyncWrap wrap;
  private int pid;
  private int watched = -1;
  private FdWatcher watcher;
  private boolean ended;

  ChildHandle(Environment env, JSDynamicObject object) {
    super(env.loop());
    this.env = env;
    this.object = object;
    this.wrap = env.callbacks().newAsyncWrap("ProcessWrap", object);
  }

  /** Starts the process; puts this side's pipe ends into {@code options.pipes}. */
  int spawn(JSDynamicObject jsOptions) {
    SpawnOptions options = new SpawnOptions(jsOptions);
    int status = options.start();
    if (status < 0) {
      return status;
    }
    pid = status;
    Object[] pipes = new Object[options.pipes.length];
    for (int i = 0; i < pipes.length; i++) {
      pipes[i] = options.pipes[i];
    }
    Js.set(jsOptions, "pipes", env.newArray(pipes));
    activate();
    env.resources().add(this, "ProcessWrap", object);
    watch();
    return 0;
  }

  private void watch() {
    watched = loop().usesEpoll() ? Spawn.watchDescriptor(pid) : -1;
    if (watched >= 0) {
      watcher = loop().watch(watched, this);
      watcher.want(true, false);
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("child-" + pid)
        .start(
            () -> {
              Spawn.Exit exit = Spawn.reap(pid, true);
              loop().execute(() -> onExit(exit));
            });
  }

  @Override
  public void onReadable() {
    Spawn.Exit exit = Spawn.reap(pid, false);
    if (exit != null) {
      onExit(exit);
    }
  }

  @Override
  public void onWritable() {}

  private void onExit(Spawn.Exit exit) {
    ended = true;
    stopWatching();
    deactivate();
    if (isClosing()) {
      return;
    }
    wrap.makeMethodCallback(object, "onexit", exit.exitCode(), exit.signal());
  }

  private void stopWatching() {
    if (watched >= 0) {
      watcher.close();
      Fd.close(watched);
      watched = -1;
    }
  }

  int kill(int signal) {
    return ended || pid == 0 ? UvError.ESRCH.number() : PosixProcess.kill(pid, signal);
  }

  int pid() {
    return pid;
  }

  @Override
  protected void onClose() {
    env.resources().remove(this);
    wrap.destroy();
    stopWatching();
  }
}
