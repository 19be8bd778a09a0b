package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Child processes: starting them, and learning how they ended. */
public final class Spawn {
  private static final MemorySegment POSIX_SPAWN = Libc.function("posix_spawn");
  private static final MemorySegment ACTIONS_INIT = Libc.function("posix_spawn_file_actions_init");
  private static final MemorySegment ACTIONS_DESTROY =
      Libc.function("posix_spawn_file_actions_destroy");
  private static final MemorySegment ADD_DUP2 = Libc.function("posix_spawn_file_actions_adddup2");
  private static final MemorySegment ADD_OPEN = Libc.function("posix_spawn_file_actions_addopen");
  private static final MemorySegment ADD_CHDIR =
      Libc.function("posix_spawn_file_actions_addchdir_np");
  private static final MemorySegment ADD_CLOSE_FROM =
      Libc.function("posix_spawn_file_actions_addclosefrom_np");
  private static final MemorySegment ATTR_INIT = Libc.function("posix_spawnattr_init");
  private static final MemorySegment ATTR_DESTROY = Libc.function("posix_spawnattr_destroy");
  private static final MemorySegment ATTR_FLAGS = Libc.function("posix_spawnattr_setflags");
  private static final MemorySegment ATTR_MASK = Libc.function("posix_spawnattr_setsigmask");
  private static final MemorySegment ATTR_DEFAULT = Libc.function("posix_spawnattr_setsigdefault");
  private static final MemorySegment SIGFILLSET = Libc.function("sigfillset");
  private static final MemorySegment WAITPID = Libc.function("waitpid");
  private static final MemorySegment SYSCALL = Libc.function("syscall");
  private static final MemorySegment SOCKETPAIR = Libc.function("socketpair");
  private static final MemorySegment SHUTDOWN = Libc.function("shutdown");
  private static final MemorySegment FCNTL = Libc.function("fcntl");
  private static final MemorySegment POLL = Libc.function("poll");

  private static final MemorySegment EXECVE = Libc.function("execve");
  private static final MemorySegment SIGPROCMASK = Libc.function("sigprocmask");

  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;
  private static final int O_RDWR = 2;
  private static final int SYS_PIDFD_OPEN = 434;
  private static final int SYS_CLOSE_RANGE = 436;
  private static final int CLOSE_ON_EXEC = 4;
  private static final int FIRST_INHERITED_FD = 3;
  private static final int LAST_STANDARD_FD = 2;
  private static final int SIG_SETMASK = 2;
  private static final int SIGNAL_SET_SIZE = 128;
  private static final int WNOHANG = 1;
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int SHUT_WR = 1;
  // The C structures are smaller; this leaves room for other C libraries' ones.
  private static final int STRUCT_SIZE = 1024;

  private static final int ENOENT = UvError.ENOENT.number();
  private static final int ENOTDIR = UvError.ENOTDIR.number();
  private static final int EACCES = UvError.EACCES.number();
  private static final int ENOEXEC = UvError.ENOEXEC.number();
  private static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.US_ASCII);
  private static final String DEFAULT_PATH = "/usr/local/bin:/bin:/usr/bin";

  /** In {@link Command#fds}: the child gets {@code /dev/null}. */
  public static final int NULL_DEVICE = -1;

  private Spawn() {}

  /**
   * What to start.
   *
   * @param file a path, or a name that is looked up in the child's {@code PATH}
   * @param args with the program's own name first
   * @param environment {@code NAME=value} entries
   * @param directory null for this process's
   * @param fds what the child's descriptors 0, 1, 2… are copies of
   * @param detached whether the child leads a session of its own
   * @param uid the user that the child runs as; null for this process's
   * @param gid the group; null for this process's
   */
  public record Command(
      byte[] file,
      List<byte[]> args,
      List<byte[]> environment,
      byte[] directory,
      int[] fds,
      boolean detached,
      Integer uid,
      Integer gid) {}

  /** Starts a process: its id, or the negative error number. */
  public static int start(final Command command) {
    return command.uid == null && command.gid == null
        ? startHere(command)
        : ThreadIdentity.run(command.uid, command.gid, () -> startHere(command));
  }

  private static int startHere(final Command command) {
    final int[] sources = new int[command.fds.length];
    Arrays.fill(sources, NULL_DEVICE);
    try (Arena arena = Arena.ofConfined()) {
      for (int i = 0; i < sources.length; i++) {
        // Copied out of the way, so that putting one in its place never overwrites another.
        if (command.fds[i] != NULL_DEVICE) {
          makeBlocking(i, command.fds[i]);
          sources[i] = Libc.call(FCNTL, command.fds[i], F_DUPFD_CLOEXEC, sources.length + 3);
          if (sources[i] < 0) {
            final int error = sources[i];
            sources[i] = NULL_DEVICE;
            return error;
          }
        }
      }
      return startWith(command, sources, arena);
    } finally {
      for (final int fd : sources) {
        if (fd != NULL_DEVICE) {
          Fd.close(fd);
        }
      }
    }
  }

  /** Programs do not expect that reads of their standard streams say EAGAIN, as ours may. */
  private static void makeBlocking(final int index, final int fd) {
    if (index <= LAST_STANDARD_FD) {
      Fd.setNonBlocking(fd, false);
    }
  }

  private static int startWith(final Command command, final int[] sources, final Arena arena) {
    final MemorySegment actions = arena.allocate(STRUCT_SIZE, 16);
    final MemorySegment attributes = arena.allocate(STRUCT_SIZE, 16);
    Libc.call(ACTIONS_INIT, actions.address());
    Libc.call(ATTR_INIT, attributes.address());
    try {
      addActions(command, sources, actions, arena);
      setAttributes(command, attributes, arena);
      return tryCandidates(command, actions, attributes, arena);
    } finally {
      Libc.call(ACTIONS_DESTROY, actions.address());
      Libc.call(ATTR_DESTROY, attributes.address());
    }
  }

  private static void addActions(
      final Command command, final int[] sources, final MemorySegment actions, final Arena arena) {
    final long nullDevice = arena.allocateFrom("/dev/null").address();
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] == NULL_DEVICE) {
        Libc.call(ADD_OPEN, actions.address(), i, nullDevice, O_RDWR, 0, 0);
      } else {
        Libc.call(ADD_DUP2, actions.address(), sources[i], i);
      }
    }
    if (command.directory != null) {
      Libc.call(ADD_CHDIR, actions.address(), string(command.directory, arena).address());
    }
    // Not all that the virtual machine holds open is closed on exec.
    Libc.call(ADD_CLOSE_FROM, actions.address(), sources.length);
  }

  private static void setAttributes(
      final Command command, final MemorySegment attributes, final Arena arena) {
    final MemorySegment none = arena.allocate(SIGNAL_SET_SIZE, 8);
    final MemorySegment all = arena.allocate(SIGNAL_SET_SIZE, 8);
    Libc.call(SIGFILLSET, all.address());
    Libc.call(ATTR_MASK, attributes.address(), none.address());
    Libc.call(ATTR_DEFAULT, attributes.address(), all.address());
    Libc.call(
        ATTR_FLAGS, attributes.address(), SETSIGDEF | SETSIGMASK | (command.detached ? SETSID : 0));
  }

  private static int tryCandidates(
      final Command command,
      final MemorySegment actions,
      final MemorySegment attributes,
      final Arena arena) {
    final MemorySegment environment = vector(command.environment, arena);
    int error = ENOENT;
    for (final byte[] path : candidates(command)) {
      int result = spawn(path, command.args, environment, actions, attributes, arena);
      if (result == ENOEXEC) {
        final List<byte[]> args = new ArrayList<>(List.of(SHELL, path));
        args.addAll(command.args.subList(Math.min(1, command.args.size()), command.args.size()));
        result = spawn(SHELL, args, environment, actions, attributes, arena);
      }
      if (result != ENOENT && result != ENOTDIR && result != EACCES) {
        return result;
      }
      if (result == EACCES) {
        error = EACCES;
      }
    }
    return error;
  }

  private static int spawn(
      final byte[] path,
      final List<byte[]> args,
      final MemorySegment environment,
      final MemorySegment actions,
      final MemorySegment attributes,
      final Arena arena) {
    final MemorySegment pid = arena.allocate(JAVA_INT);
    final int error =
        Libc.call(
            POSIX_SPAWN,
            pid.address(),
            string(path, arena).address(),
            actions.address(),
            attributes.address(),
            vector(args, arena).address(),
            environment.address());
    return error == 0 ? pid.get(JAVA_INT, 0) : -error;
  }

  private static List<byte[]> candidates(final Command command) {
    final String file = new String(command.file, StandardCharsets.ISO_8859_1);
    if (file.contains("/")) {
      return List.of(command.file);
    }
    String path = DEFAULT_PATH;
    for (final byte[] entry : command.environment) {
      final String text = new String(entry, StandardCharsets.ISO_8859_1);
      if (text.startsWith("PATH=")) {
        path = text.substring("PATH=".length());
      }
    }
    final List<byte[]> candidates = new ArrayList<>();
    for (final String directory : path.split(":", -1)) {
      final String candidate = directory.isEmpty() ? "./" + file : directory + "/" + file;
      candidates.add(candidate.getBytes(StandardCharsets.ISO_8859_1));
    }
    return candidates;
  }

  /** Has the program that takes over this process get standard input and output only. */
  public static void keepStandardDescriptorsOnly() {
    Libc.call(SYSCALL, SYS_CLOSE_RANGE, FIRST_INHERITED_FD, Integer.MAX_VALUE, CLOSE_ON_EXEC);
  }

  /**
   * Runs another program in this process: execve(2).
   *
   * @return a negative error number, or not at all
   */
  public static int replaceThisProcess(
      final byte[] path, final List<byte[]> args, final List<byte[]> environment) {
    try (Arena arena = Arena.ofConfined()) {
      // The virtual machine blocks signals in its threads, and what is blocked stays blocked.
      final MemorySegment none = arena.allocate(SIGNAL_SET_SIZE, 8);
      final MemorySegment before = arena.allocate(SIGNAL_SET_SIZE, 8);
      Libc.call(SIGPROCMASK, SIG_SETMASK, none.address(), before.address());
      final int result =
          Libc.call(
              EXECVE,
              string(path, arena).address(),
              vector(args, arena).address(),
              vector(environment, arena).address());
      Libc.call(SIGPROCMASK, SIG_SETMASK, before.address(), 0);
      return result;
    }
  }

  private static MemorySegment string(final byte[] bytes, final Arena arena) {
    final MemorySegment text = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
    return text;
  }

  /** A null-terminated array of strings. */
  private static MemorySegment vector(final List<byte[]> strings, final Arena arena) {
    final MemorySegment pointers = arena.allocate(JAVA_LONG, strings.size() + 1L);
    for (int i = 0; i < strings.size(); i++) {
      pointers.setAtIndex(JAVA_LONG, i, string(strings.get(i), arena).address());
    }
    return pointers;
  }

  /** A pair of connected sockets, closed on exec: this process's end, then the child's. */
  public static int socketPair(final int[] ends) {
    final MemorySegment room = Scratch.get().result;
    final int result = Libc.call(SOCKETPAIR, AF_UNIX, SOCK_STREAM_CLOEXEC, 0, room.address());
    if (result >= 0) {
      ends[0] = room.get(JAVA_INT, 0);
      ends[1] = room.get(JAVA_INT, 4);
    }
    return result;
  }

  /** Lets the other end of a socket pair read to the end. */
  public static int endOutput(final int fd) {
    return Libc.call(SHUTDOWN, fd, SHUT_WR);
  }

  /**
   * A descriptor that can be read once the process has ended; negative where the kernel has none.
   */
  public static int watchDescriptor(final int pid) {
    return Libc.call(SYSCALL, SYS_PIDFD_OPEN, pid, 0);
  }

  /**
   * How a child ended.
   *
   * @param exitCode 0 where a signal ended it
   * @param signal 0 where it ended by itself
   */
  public record Exit(int exitCode, int signal) {
    static Exit of(final int status) {
      final int signal = status & 0x7f;
      return new Exit(signal == 0 ? status >> 8 & 0xff : 0, signal);
    }
  }

  /**
   * Takes note of a child's end.
   *
   * @param block whether to wait for it
   * @return null while it runs
   */
  public static Exit reap(final int pid, final boolean block) {
    final MemorySegment status = Scratch.get().result;
    int result;
    do {
      result = Libc.call(WAITPID, pid, status.address(), block ? 0 : WNOHANG);
    } while (result == UvError.EINTR.number());
    if (result == 0) {
      return null;
    }
    return Exit.of(result < 0 ? 0 : status.get(JAVA_INT, 0));
  }

  /**
   * Waits until one of several descriptors is ready.
   *
   * @param events of each, replaced by those that came
   * @param timeoutMillis -1 for no limit
   * @return how many are ready, 0 when time ran out
   */
  public static int poll(final int[] fds, final int[] events, final int timeoutMillis) {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment entries = arena.allocate(8L * Math.max(fds.length, 1), 8);
      for (int i = 0; i < fds.length; i++) {
        entries.set(JAVA_INT, 8L * i, fds[i]);
        entries.set(JAVA_SHORT, 8L * i + 4, (short) events[i]);
      }
      final int count = Libc.call(POLL, entries.address(), fds.length, timeoutMillis);
      for (int i = 0; i < fds.length; i++) {
        events[i] = count <= 0 ? 0 : Short.toUnsignedInt(entries.get(JAVA_SHORT, 8L * i + 6));
      }
      return count;
    }
  }
}
