package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Linux's file change notification. One descriptor and one daemon thread serve the whole process,
 * from the first watch on: the kernel merges watches of one file on a descriptor, so they are told
 * apart here.
 */
public final class Inotify {
  /** Receives changes, on the notification thread. */
  public interface Listener {
    /**
     * Something happened.
     *
     * @param renamed whether names came, went or moved; else contents or attributes changed
     * @param name the entry of the watched directory, or null if the watched file itself is meant
     */
    void changed(boolean renamed, byte[] name);
  }

  /** A watch that has begun. */
  public static final class Watch {
    private final int descriptor;
    private final Listener listener;

    private Watch(final int descriptor, final Listener listener) {
      this.descriptor = descriptor;
      this.listener = listener;
    }

    /** Ends it; a change that is under way may still be reported. */
    public void close() {
      instance.remove(this);
    }
  }

  private static final MemorySegment INIT = Libc.function("inotify_init1");
  private static final MemorySegment ADD = Libc.function("inotify_add_watch");
  private static final MemorySegment REMOVE = Libc.function("inotify_rm_watch");
  private static final MemorySegment READ = Libc.function("read");

  private static final int IN_CLOEXEC = 0x80000;
  private static final int IN_MODIFY = 0x2;
  private static final int IN_ATTRIB = 0x4;
  private static final int IN_Q_OVERFLOW = 0x4000;

  /** Attributes, contents, moves, creations and deletions, of entries and of the file itself. */
  private static final int MASK = 0x2 | 0x4 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800;

  private static final int HEADER = 16;
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final int EINTR = -4;

  private static Inotify instance;

  private final int fd;
  private final Map<Integer, List<Watch>> watches = new HashMap<>();

  private Inotify(final int fd) {
    this.fd = fd;
  }

  private static synchronized Inotify shared(final byte[] firstPath) {
    if (instance == null) {
      final int fd = Libc.call(INIT, IN_CLOEXEC);
      instance = new Inotify(PosixException.check(fd, "watch", PathBytes.decode(firstPath)));
      final Thread thread = new Thread(instance::run, "cortado-inotify");
      thread.setDaemon(true);
      thread.start();
    }
    return instance;
  }

  /**
   * Watches a file or the entries of a directory.
   *
   * @throws PosixException with the syscall {@code watch}
   */
  public static Watch watch(final byte[] path, final Listener listener) {
    return shared(path).add(path, listener);
  }

  private synchronized Watch add(final byte[] path, final Listener listener) {
    final int result = Libc.call(ADD, fd, Scratch.get().path(path), MASK);
    PosixException.check(result, "watch", PathBytes.decode(path));
    final Watch watch = new Watch(result, listener);
    watches.computeIfAbsent(result, descriptor -> new ArrayList<>()).add(watch);
    return watch;
  }

  private synchronized void remove(final Watch watch) {
    final List<Watch> same = watches.get(watch.descriptor);
    if (same != null && same.remove(watch) && same.isEmpty()) {
      watches.remove(watch.descriptor);
      Libc.call(REMOVE, fd, watch.descriptor);
    }
  }

  private synchronized List<Watch> watchesOf(final int descriptor) {
    return List.copyOf(watches.getOrDefault(descriptor, List.of()));
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment buffer = arena.allocate(BUFFER_SIZE, 8);
      for (; ; ) {
        final int length = Libc.call(READ, fd, buffer.address(), BUFFER_SIZE);
        if (length > 0) {
          report(buffer.asSlice(0, length));
        } else if (length != EINTR) {
          return;
        }
      }
    }
  }

  private void report(final MemorySegment events) {
    long at = 0;
    while (at < events.byteSize()) {
      final int descriptor = events.get(JAVA_INT, at);
      final int mask = events.get(JAVA_INT, at + 4);
      final int nameSize = events.get(JAVA_INT, at + 12);
      // That the kernel no longer watches a file counts as one more change of its name.
      if ((mask & IN_Q_OVERFLOW) == 0) {
        final byte[] name =
            nameSize == 0 ? null : FileSystem.cString(events.asSlice(at + HEADER, nameSize));
        final boolean renamed = (mask & ~(IN_ATTRIB | IN_MODIFY)) != 0;
        for (final Watch watch : watchesOf(descriptor)) {
          watch.listener.changed(renamed, name);
        }
      }
      at += HEADER + nameSize;
    }
  }
}
