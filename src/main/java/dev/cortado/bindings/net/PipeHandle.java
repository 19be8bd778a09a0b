package dev.cortado.bindings.net;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.bindings.stream.StreamHandle;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Environment;
import dev.cortado.engine.NativeClass;
import dev.cortado.loop.stream.PipeStream;
import dev.cortado.loop.stream.StatusListener;
import dev.cortado.loop.stream.StreamIo;

/** {@code new Pipe(type)}. */
final class PipeHandle extends StreamHandle {
  static final int SOCKET = 0;
  static final int SERVER = 1;
  static final int IPC = 2;

  private final PipeStream pipe;
  private final NativeClass type;

  PipeHandle(Environment env, JSDynamicObject object, int kind, NativeClass type) {
    super(
        env,
        "PipeWrap",
        kind == SERVER ? "PipeServerWrap" : "PipeWrap",
        object,
        new PipeStream(env.loop(), StreamIo.of(env.loop()), kind == IPC));
    pipe = (PipeStream) stream();
    this.type = type;
  }

  static void declarePipe(NativeClass type) {
    declareStream(type);
    type.method("bind", args -> self(args).pipe.bind(args.string(0)));
    type.method("listen", args -> self(args).listen(args.int32(0)));
    // (request, path)
    type.method("connect", args -> self(args).connect(args));
    // (buffer, fd, onComplete, callback)
    type.method("writeWithDescriptor", args -> self(args).writeWithDescriptor(args));
    type.method("takeReceivedDescriptor", args -> self(args).pipe.takeReceived());
    type.method("fchmod", args -> self(args).pipe.chmod(args.int32(0)));
  }

  private static PipeHandle self(Arguments args) {
    return args.self(PipeHandle.class);
  }

  private int listen(int backlog) {
    return pipe.listen(backlog, (status, fd) -> accept(type, SOCKET, status, fd));
  }

  private int writeWithDescriptor(Arguments args) {
    final StatusListener done = writeCompletion(args.get(2), args.get(3));
    return pipe.writeWithDescriptor(args.bytes(0).copy(), args.int32(1), done);
  }

  private int connect(Arguments args) {
    final String path = args.string(1);
    return beginRequest(
        "PipeConnectWrap", args.object(0), end -> pipe.connect(path, end), true, true);
  }
}
