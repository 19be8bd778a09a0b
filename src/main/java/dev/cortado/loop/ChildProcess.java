package dev.cortado.loop;

import dev.cortado.posix.Fd;
import dev.cortado.posix.PosixProcess;
import dev.cortado.posix.Spawn;
import dev.cortado.posix.UvError;
import java.util.function.Consumer;

/** A child of this process. Active, and so keeping the loop alive, until it has ended. */
public final class ChildProcess extends Handle implements FdWatcher.Listener {
  private Consumer<Spawn.Exit> listener;
  private int pid;
  private int watched = -1;
  private FdWatcher watcher;
  private boolean ended;

  /** A handle without a child yet. */
  public ChildProcess(EventLoop loop) {
    super(loop);
  }

  /**
   * Waits for the end of a child that has just been started.
   *
   * @param onEnd told how it ended, unless the handle is closed by then
   */
  public void watch(int newPid, Consumer<Spawn.Exit> onEnd) {
    pid = newPid;
    listener = onEnd;
    activate();
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
              final Spawn.Exit exit = Spawn.reap(pid, true);
              loop().execute(() -> onExit(exit));
            });
  }

  @Override
  public void onReadable() {
    final Spawn.Exit exit = Spawn.reap(pid, false);
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
    if (!isClosing()) {
      listener.accept(exit);
    }
  }

  private void stopWatching() {
    if (watched >= 0) {
      watcher.close();
      Fd.close(watched);
      watched = -1;
    }
  }

  /** Sends a signal: a status, {@code ESRCH} once it has ended. */
  public int kill(int signal) {
    return ended || pid == 0 ? UvError.ESRCH.number() : PosixProcess.kill(pid, signal);
  }

  /** Its id, or 0 before there is one. */
  public int pid() {
    return pid;
  }

  @Override
  protected void onClose() {
    stopWatching();
  }
}
