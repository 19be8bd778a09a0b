package dev.cortado.loop;

/**
 * Something long-lived that a loop watches: a timer, a socket, a phase callback. While a handle is
 * active and referenced it keeps the loop alive. All methods are for the loop's thread.
 */
public abstract class Handle {
  private final EventLoop loop;
  private boolean active;
  private boolean referenced = true;
  private boolean closing;
  private boolean closed;
  private Runnable closeCallback;

  /** An inactive, referenced handle. */
  protected Handle(EventLoop loop) {
    this.loop = loop;
  }

  /** The loop this handle belongs to. */
  public final EventLoop loop() {
    return loop;
  }

  /** Lets this handle keep the loop alive while active (the default). */
  public final void ref() {
    if (!referenced) {
      referenced = true;
      if (active) {
        loop.activeHandles++;
      }
    }
  }

  /** Lets the loop end although this handle is active. */
  public final void unref() {
    if (referenced) {
      referenced = false;
      if (active) {
        loop.activeHandles--;
      }
    }
  }

  /** Whether this handle counts in the loop's aliveness when active. */
  public final boolean hasRef() {
    return referenced;
  }

  /** Whether this handle waits for something. */
  public final boolean isActive() {
    return active;
  }

  /** Whether {@link #close} has been called. */
  public final boolean isClosing() {
    return closing;
  }

  /** Whether the closing phase has passed. */
  public final boolean isClosed() {
    return closed;
  }

  /**
   * Ends this handle at once; {@code callback} (may be null) runs in the loop's closing phase.
   * Closing twice does nothing the second time.
   */
  public final void close(Runnable callback) {
    if (closing) {
      return;
    }
    closing = true;
    closeCallback = callback;
    onClose();
    deactivate();
    loop.enqueueClosing(this);
  }

  /** Releases what the handle owns: runs once, synchronously, in {@link #close}. */
  protected void onClose() {}

  /** Ends what is still under way: runs once in the closing phase, before the callback. */
  protected void onClosed() {}

  /** Marks the handle as waiting for something. */
  protected final void activate() {
    if (!active && !closing) {
      active = true;
      if (referenced) {
        loop.activeHandles++;
      }
    }
  }

  /** Marks the handle as waiting for nothing. */
  protected final void deactivate() {
    if (active) {
      active = false;
      if (referenced) {
        loop.activeHandles--;
      }
    }
  }

  final void finishClosing() {
    closed = true;
    onClosed();
    final Runnable callback = closeCallback;
    closeCallback = null;
    if (callback != null) {
      callback.run();
    }
  }
}
