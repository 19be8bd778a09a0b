package dev.cortado.loop;

import java.util.ArrayList;
import java.util.List;

/** A callback that one phase runs on every turn while started. */
abstract sealed class PhaseHandle extends Handle permits Check, Idle, Prepare {
  private final Runnable callback;
  private final Phase phase;

  PhaseHandle(EventLoop loop, Phase phase, Runnable callback) {
    super(loop);
    this.phase = phase;
    this.callback = callback;
  }

  /** Runs the callback on every turn from now on. */
  public final void start() {
    if (!isActive() && !isClosing()) {
      activate();
      phase.add(this);
    }
  }

  /** Runs the callback no more. */
  public final void stop() {
    if (isActive()) {
      deactivate();
      phase.remove(this);
    }
  }

  @Override
  protected final void onClose() {
    stop();
  }

  /** The started handles of one phase, in the order they were started. */
  static final class Phase {
    private static final PhaseHandle[] NONE = {};

    private final List<PhaseHandle> handles = new ArrayList<>(2);
    private PhaseHandle[] snapshot = NONE;
    private boolean changed;

    private void add(PhaseHandle handle) {
      handles.add(handle);
      changed = true;
    }

    private void remove(PhaseHandle handle) {
      handles.remove(handle);
      changed = true;
    }

    boolean isEmpty() {
      return handles.isEmpty();
    }

    /** Runs those that were started when the phase began and are still so. */
    void run() {
      if (changed) {
        snapshot = handles.toArray(NONE);
        changed = false;
      }
      for (final PhaseHandle handle : snapshot) {
        if (handle.isActive()) {
          handle.callback.run();
        }
      }
    }
  }
}
