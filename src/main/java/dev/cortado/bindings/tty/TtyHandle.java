package dev.cortado.bindings.tty;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.bindings.stream.StreamHandle;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.stream.FdStream;
import dev.cortado.loop.stream.StreamIo;
import dev.cortado.posix.Terminal;

/**
 * {@code new TTY(fd)}: a terminal, left in blocking mode since other processes share it. Writes are
 * done when they return.
 */
final class TtyHandle extends StreamHandle {
  TtyHandle(Environment env, JSDynamicObject object, int fd) {
    super(env, "TTYWrap", object, new TtyStream(env));
    stream().adoptBlocking(fd);
  }

  private static final class TtyStream extends FdStream {
    TtyStream(Environment env) {
      super(env.loop(), StreamIo.of(env.loop()));
    }

    @Override
    protected int shutdownFd() {
      return 0;
    }
  }

  static void declareTty(NativeClass type) {
    declareStream(type);
    // (array) → status; fills in columns and rows
    type.method("getWindowSize", args -> self(args).windowSize(args.object(0)));
    type.method("setRawMode", args -> Terminal.setRaw(self(args).stream().fd(), args.bool(0)));
  }

  private static TtyHandle self(Arguments args) {
    return args.self(TtyHandle.class);
  }

  private int windowSize(JSDynamicObject into) {
    final int[] size = new int[2];
    final int status = Terminal.windowSize(stream().fd(), size);
    if (status == 0) {
      Js.set(into, 0, size[0]);
      Js.set(into, 1, size[1]);
    }
    return status;
  }
}
