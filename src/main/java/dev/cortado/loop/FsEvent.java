package dev.cortado.loop;

import dev.cortado.posix.Inotify;

/** Watches a file or a folder for changes. Active, and so keeping the loop alive, while it does. */
public final class FsEvent extends Handle {
  private Inotify.Watch watch;

  /** A handle that does not watch yet. */
  public FsEvent(EventLoop loop) {
    super(loop);
  }

  /**
   * Starts watching.
   *
   * @param listener called on the loop's thread
   * @throws dev.cortado.posix.PosixException where the path can't be watched
   */
  public void start(byte[] path, Inotify.Listener listener) {
    watch =
        Inotify.watch(
            path,
            (renamed, name) ->
                loop()
                    .execute(
                        () -> {
                          if (isActive()) {
                            listener.changed(renamed, name);
                          }
                        }));
    activate();
  }

  @Override
  protected void onClose() {
    if (watch != null) {
      watch.close();
    }
  }
}
