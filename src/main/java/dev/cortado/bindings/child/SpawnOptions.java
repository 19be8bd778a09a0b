package dev.cortado.bindings.child;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Js;
import dev.cortado.posix.Fd;
import dev.cortado.posix.PathBytes;
import dev.cortado.posix.Spawn;
import dev.cortado.posix.UvError;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a spawn as JavaScript gives them: {@code file}, {@code args}, {@code envPairs},
 * {@code cwd}, {@code detached}, {@code uid}, {@code gid} and {@code fds}, an array of descriptors
 * with {@link #PIPE} for a new pipe and {@link Spawn#NULL_DEVICE}.
 */
final class SpawnOptions {
  static final int PIPE = -2;

  private final JSDynamicObject options;

  /** This process's ends of the pipes; {@link Spawn#NULL_DEVICE} where there is no pipe. */
  final int[] pipes;

  private final int[] fds;
  private final boolean[] ownedByChild;

  SpawnOptions(JSDynamicObject options) {
    this.options = options;
    JSDynamicObject given = (JSDynamicObject) Js.get(options, "fds");
    int length = number(Js.get(given, "length"));
    fds = new int[length];
    pipes = new int[length];
    ownedByChild = new boolean[length];
    for (int i = 0; i < length; i++) {
      fds[i] = number(Js.get(given, i));
      pipes[i] = Spawn.NULL_DEVICE;
    }
  }

  /** Opens the pipes and starts the process: its id or an error. */
  int start() {
    int status = UvError.EINVAL.number();
    try {
      status = openPipes();
      if (status >= 0) {
        status = Spawn.start(command());
      }
      return status;
    } finally {
      for (int i = 0; i < fds.length; i++) {
        if (ownedByChild[i]) {
          Fd.close(fds[i]);
        }
      }
      if (status < 0) {
        closePipes();
      }
    }
  }

  private Spawn.Command command() {
    return new Spawn.Command(
        bytes(Js.get(options, "file")),
        list("args"),
        list("envPairs"),
        Js.isNullish(Js.get(options, "cwd")) ? null : bytes(Js.get(options, "cwd")),
        fds,
        Js.get(options, "detached") == Boolean.TRUE,
        id("uid"),
        id("gid"));
  }

  private Integer id(String key) {
    Object value = Js.get(options, key);
    return Js.isNullish(value) ? null : Integer.valueOf(number(value));
  }

  private int openPipes() {
    int[] ends = new int[2];
    for (int i = 0; i < fds.length; i++) {
      if (fds[i] != PIPE) {
        continue;
      }
      int status = Spawn.socketPair(ends);
      if (status < 0) {
        return status;
      }
      pipes[i] = ends[0];
      fds[i] = ends[1];
      ownedByChild[i] = true;
    }
    return 0;
  }

  void closePipes() {
    for (int i = 0; i < pipes.length; i++) {
      if (pipes[i] != Spawn.NULL_DEVICE) {
        Fd.close(pipes[i]);
        pipes[i] = Spawn.NULL_DEVICE;
      }
    }
  }

  private List<byte[]> list(String name) {
    JSDynamicObject array = (JSDynamicObject) Js.get(options, name);
    int length = number(Js.get(array, "length"));
    List<byte[]> values = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      values.add(bytes(Js.get(array, i)));
    }
    return values;
  }

  private static byte[] bytes(Object text) {
    return PathBytes.encode(Js.toJavaString(text));
  }

  static int number(Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }
}
