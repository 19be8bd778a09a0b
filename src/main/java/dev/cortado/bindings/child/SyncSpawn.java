package dev.cortado.bindings.child;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.Fd;
import dev.cortado.posix.PosixProcess;
import dev.cortado.posix.Spawn;
import dev.cortado.posix.UvError;
import java.io.ByteArrayOutputStream;

/**
 * One {@code spawnSync}: feeds the child, collects what it writes and waits for its end, all on the
 * calling thread. Besides those of {@link SpawnOptions} it has the options {@code input} (an array
 * of buffers by descriptor), {@code timeout}, {@code maxBuffer} and {@code killSignal}.
 */
final class SyncSpawn {
  private static final int READ_SIZE = 64 * 1024;
  private static final int EAGAIN = UvError.EAGAIN.number();
  private static final int SIGTERM = 15;
  private static final int MAX_POLL_MILLIS = 1000;

  private final Environment env;
  private final SpawnOptions options;
  private final Bytes[] inputs;
  private final int[] written;
  private final ByteArrayOutputStream[] outputs;
  private final long deadline;
  private final double maxBuffer;
  private final int killSignal;
  private final byte[] room = new byte[READ_SIZE];
  private int pid;
  private int error;
  private boolean killed;

  SyncSpawn(Environment env, JSDynamicObject jsOptions) {
    this.env = env;
    options = new SpawnOptions(jsOptions);
    int count = options.pipes.length;
    inputs = new Bytes[count];
    written = new int[count];
    outputs = new ByteArrayOutputStream[count];
    Object given = Js.get(jsOptions, "input");
    for (int i = 0; i < count; i++) {
      Object input = Js.get(given, i);
      inputs[i] = Js.isNullish(input) ? null : Arguments.bytesOf(input);
    }
    int timeout = SpawnOptions.number(Js.get(jsOptions, "timeout"));
    deadline = timeout > 0 ? System.nanoTime() + timeout * 1_000_000L : 0;
    maxBuffer =
        Js.get(jsOptions, "maxBuffer") instanceof Number limit
            ? limit.doubleValue()
            : Double.POSITIVE_INFINITY;
    int signal = SpawnOptions.number(Js.get(jsOptions, "killSignal"));
    killSignal = signal == 0 ? SIGTERM : signal;
  }

  /** Returns {@code {pid, status, signal, output, error}}; {@code signal} is a number. */
  JSObject run() {
    int status = options.start();
    if (status < 0) {
      return result(0, null, status);
    }
    pid = status;
    for (int i = 0; i < options.pipes.length; i++) {
      if (options.pipes[i] != Spawn.NULL_DEVICE) {
        Fd.setNonBlocking(options.pipes[i], true);
        outputs[i] = new ByteArrayOutputStream();
        endInput(i);
      }
    }
    int exitFd = Spawn.watchDescriptor(pid);
    try {
      Spawn.Exit exit = exchange(exitFd);
      return result(pid, exit, error);
    } finally {
      if (exitFd >= 0) {
        Fd.close(exitFd);
      }
      options.closePipes();
    }
  }

  private Spawn.Exit exchange(int exitFd) {
    Spawn.Exit exit = null;
    while (exit == null || hasOpenPipe()) {
      boolean waiting = exit == null && (exitFd >= 0 || hasOpenPipe());
      if (exit == null && !waiting) {
        return Spawn.reap(pid, true);
      }
      poll(exit == null ? exitFd : -1);
      if (exit == null) {
        exit = Spawn.reap(pid, false);
      }
      if (deadline != 0 && !killed && System.nanoTime() >= deadline) {
        fail(UvError.ETIMEDOUT.number());
      }
    }
    return exit;
  }

  private boolean hasOpenPipe() {
    for (int fd : options.pipes) {
      if (fd != Spawn.NULL_DEVICE) {
        return true;
      }
    }
    return false;
  }

  private void poll(int exitFd) {
    int count = options.pipes.length;
    int[] fds = new int[count + 1];
    int[] events = new int[count + 1];
    for (int i = 0; i < count; i++) {
      fds[i] = options.pipes[i];
      events[i] = Fd.POLLIN | (hasInput(i) ? Fd.POLLOUT : 0);
    }
    fds[count] = exitFd;
    events[count] = Fd.POLLIN;
    if (Spawn.poll(fds, events, pollTimeout(exitFd)) <= 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      // What comes before may have closed them all.
      if ((events[i] & Fd.POLLOUT) != 0 && options.pipes[i] != Spawn.NULL_DEVICE) {
        write(i);
      }
      if ((events[i] & ~Fd.POLLOUT) != 0 && options.pipes[i] != Spawn.NULL_DEVICE) {
        read(i);
      }
    }
  }

  private int pollTimeout(int exitFd) {
    if (deadline == 0 || killed) {
      return exitFd >= 0 ? -1 : MAX_POLL_MILLIS;
    }
    long left = (deadline - System.nanoTime()) / 1_000_000 + 1;
    return (int) Math.clamp(left, 0, MAX_POLL_MILLIS);
  }

  private boolean hasInput(int i) {
    return inputs[i] != null && written[i] < inputs[i].length();
  }

  private void write(int i) {
    Bytes input = inputs[i];
    int count =
        Fd.write(
            options.pipes[i],
            input.array(),
            input.offset() + written[i],
            Math.min(input.length() - written[i], READ_SIZE),
            -1);
    if (count >= 0) {
      written[i] += count;
    } else if (count != EAGAIN) {
      written[i] = input.length(); // nobody reads it any more
    }
    endInput(i);
  }

  private void endInput(int i) {
    if (!hasInput(i)) {
      Spawn.endOutput(options.pipes[i]);
    }
  }

  private void read(int i) {
    int count = Fd.read(options.pipes[i], room, 0, room.length, -1);
    if (count == EAGAIN) {
      return;
    }
    if (count <= 0) {
      Fd.close(options.pipes[i]);
      options.pipes[i] = Spawn.NULL_DEVICE;
      return;
    }
    // The piece that is too much is kept whole, as libuv's callers do.
    outputs[i].write(room, 0, count);
    if (outputs[i].size() > maxBuffer) {
      fail(UvError.ENOBUFS.number());
    }
  }

  private void fail(int status) {
    if (!killed) {
      killed = true;
      error = status;
      PosixProcess.kill(pid, killSignal);
      // A child that ignores the signal finds nobody who reads, and neither do others that have
      // inherited the pipes.
      options.closePipes();
    }
  }

  private JSObject result(int id, Spawn.Exit exit, int status) {
    JSObject result = env.newObject();
    Js.set(result, "pid", id);
    boolean signalled = exit != null && exit.signal() != 0;
    Js.set(result, "status", exit == null || signalled ? Js.NULL : exit.exitCode());
    Js.set(result, "signal", signalled ? exit.signal() : Js.NULL);
    Js.set(result, "output", id == 0 ? Js.NULL : output());
    if (status != 0) {
      Js.set(result, "error", status);
    }
    return result;
  }

  private Object output() {
    Object[] values = new Object[outputs.length];
    for (int i = 0; i < values.length; i++) {
      // What only goes in, the child's input, has no output.
      values[i] = outputs[i] == null || i == 0 ? Js.NULL : env.newBuffer(outputs[i].toByteArray());
    }
    return env.newArray(values);
  }
}
