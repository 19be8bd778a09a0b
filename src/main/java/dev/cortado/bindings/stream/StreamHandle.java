package dev.cortado.bindings.stream;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.AsyncWrap;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.HandleWrap;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.NativeObject;
import dev.cortado.loop.stream.ByteStream.Piece;
import dev.cortado.loop.stream.FdStream;
import dev.cortado.loop.stream.StatusListener;
import dev.cortado.loop.stream.StreamIo;
import dev.cortado.loop.stream.StreamListener;
import dev.cortado.posix.UvError;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * The Java object behind a JavaScript handle over a {@link FdStream}. What is read goes to the
 * handle's {@code onread(nread, buffer)}, unless a Java {@link StreamListener} was put in its
 * place: {@code nread} is a byte count, or a negative error number ({@code EOF} at the end) without
 * buffer.
 *
 * <p>Write methods return 0 when all is written, 1 when {@code onComplete(status, callback)} will
 * be called on the handle, or a negative error number.
 */
public abstract class StreamHandle extends HandleWrap implements StreamListener {
  private static final int LARGE_READ = StreamIo.READ_SIZE / 2;

  private final FdStream stream;
  private boolean userBuffer;
  private boolean readsAreLarge;

  /**
   * @param type Node.js's name for such a handle
   * @param object the JavaScript side
   */
  protected StreamHandle(Environment env, String type, JSDynamicObject object, FdStream stream) {
    this(env, type, type, object, stream);
  }

  /**
   * @param resourceType what hooks know it by, where that is not the same
   */
  protected StreamHandle(
      Environment env, String type, String resourceType, JSDynamicObject object, FdStream stream) {
    super(env, type, resourceType, object, stream);
    this.stream = stream;
    stream.setListener(this);
    markInitialized();
  }

  /** The stream itself. */
  public FdStream stream() {
    return stream;
  }

  /** Gives reading back to JavaScript's {@code onread}. */
  public final void listen() {
    stream.setListener(this);
  }

  // ---- calls into JavaScript ----

  /**
   * Tells {@code onconnection(status, handle)} of a connection that came in by this handle.
   *
   * @param type the class of the handle that is made for it
   * @param kind what its constructor gets
   */
  protected final void accept(NativeClass type, int kind, int status, int fd) {
    if (status != 0) {
      emit("onconnection", status, Js.UNDEFINED);
      return;
    }
    final NativeObject connection =
        (NativeObject) wrap().asTrigger(() -> Js.construct(type.constructor(), kind));
    ((StreamHandle) connection.payload()).stream().adopt(fd);
    emit("onconnection", 0, connection);
  }

  /**
   * Starts a request that ends by {@code request.oncomplete(status, handle, request, …more)}.
   *
   * @param type Node.js's name for it
   * @param start as {@link HandleWrap#begin}'s
   */
  protected final int beginRequest(
      String type, JSDynamicObject request, ToIntFunction<StatusListener> start, Object... more) {
    return begin(type, request, start, status -> completion(status, request, more));
  }

  private Object[] completion(int status, JSDynamicObject request, Object... more) {
    final Object[] args = new Object[3 + more.length];
    args[0] = status;
    args[1] = object();
    args[2] = request;
    System.arraycopy(more, 0, args, 3, more.length);
    return args;
  }

  @Override
  public final byte[] allocate() {
    return readsAreLarge && !userBuffer ? new byte[StreamIo.READ_SIZE] : null;
  }

  @Override
  public final void onRead(byte[] array, int offset, int length) {
    if (userBuffer) {
      emit("onread", length, Js.UNDEFINED);
      return;
    }
    final boolean own = readsAreLarge;
    readsAreLarge = length >= LARGE_READ;
    // A large array is handed over as it is; what is small is cut out of it to keep memory tight.
    final byte[] bytes =
        own && readsAreLarge ? array : Arrays.copyOfRange(array, offset, offset + length);
    emit("onread", length, env().newBuffer(bytes, 0, length));
  }

  @Override
  public final void onEnd() {
    emit("onread", UvError.EOF.number(), Js.UNDEFINED);
  }

  @Override
  public final void onError(int status) {
    emit("onread", status, Js.UNDEFINED);
  }

  // ---- calls from JavaScript ----

  /** Declares what all streams have. */
  protected static void declareStream(NativeClass type) {
    declareHandle(type);
    // Tells lib/ that Java may read and write past the JavaScript side.
    type.constant("isStreamBase", true);
    type.method("readStart", args -> self(args).stream.readStart());
    type.method("readStop", args -> self(args).readStop());
    type.method("useUserBuffer", args -> self(args).useUserBuffer(args.bytes(0)));
    type.method("shutdown", args -> self(args).shutdown(args.object(0)));
    type.method("setBlocking", args -> self(args).stream.setBlocking(args.bool(0)));
    type.method(
        "openBlocking",
        args -> {
          self(args).stream.adoptBlocking(args.int32(0));
          return 0;
        });
    type.method("open", args -> self(args).stream.open(args.int32(0)));
    type.method("writeBuffer", args -> self(args).writeBuffer(args));
    type.method("writeUtf8String", args -> self(args).writeString(args, TextEncoding.UTF8));
    type.method("writeAsciiString", args -> self(args).writeString(args, TextEncoding.LATIN1));
    type.method("writeLatin1String", args -> self(args).writeString(args, TextEncoding.LATIN1));
    type.method("writeUcs2String", args -> self(args).writeString(args, TextEncoding.UTF16));
    type.method("writev", args -> self(args).writeBuffers(args));
    type.getter("fd", args -> self(args).stream.fd());
    type.getter("bytesRead", args -> self(args).stream.bytesRead());
    type.getter("bytesWritten", args -> self(args).stream.bytesWritten());
    type.getter("writeQueueSize", args -> self(args).stream.writeQueueSize());
  }

  private static StreamHandle self(Arguments args) {
    return args.self(StreamHandle.class);
  }

  private int readStop() {
    stream.readStop();
    return 0;
  }

  private Object useUserBuffer(Bytes bytes) {
    userBuffer = true;
    stream.setReadTarget(new Piece(bytes.array(), bytes.offset(), bytes.length()));
    return null;
  }

  private int shutdown(JSDynamicObject request) {
    return beginRequest("ShutdownWrap", request, stream::shutdown);
  }

  /** {@code (buffer, onComplete, callback)}. */
  private int writeBuffer(Arguments args) {
    final Bytes bytes = args.bytes(0);
    return write(bytes.array(), bytes.offset(), bytes.length(), args);
  }

  /** {@code (string, onComplete, callback)}. */
  private int writeString(Arguments args, TextEncoding encoding) {
    final byte[] bytes = encoding.encode(args.string(0));
    return write(bytes, 0, bytes.length, args);
  }

  private int write(byte[] array, int offset, int length, Arguments args) {
    final WriteCompletion completion = new WriteCompletion(args.get(1), args.get(2));
    return completion.started(stream.write(array, offset, length, completion));
  }

  /** {@code (buffers, onComplete, callback)}. */
  private int writeBuffers(Arguments args) {
    final JSDynamicObject buffers = args.object(0);
    final int count = ((Number) Js.get(buffers, "length")).intValue();
    final Piece[] pieces = new Piece[count];
    for (int i = 0; i < count; i++) {
      final Bytes bytes = Arguments.bytesOf(Js.get(buffers, i));
      pieces[i] = new Piece(bytes.array(), bytes.offset(), bytes.length());
    }
    final WriteCompletion completion = new WriteCompletion(args.get(1), args.get(2));
    return completion.started(stream.write(pieces, count, completion));
  }

  /** What tells JavaScript that a queued write has ended: {@code onComplete(status, callback)}. */
  protected final StatusListener writeCompletion(Object onComplete, Object callback) {
    return new WriteCompletion(onComplete, callback);
  }

  /** Tells JavaScript that a queued write has ended. */
  private final class WriteCompletion implements StatusListener {
    private final Object onComplete;
    private final Object callback;
    private AsyncWrap request;

    WriteCompletion(Object onComplete, Object callback) {
      this.onComplete = onComplete;
      this.callback = callback;
    }

    /** Only what is still to be written is a resource of its own. */
    int started(int status) {
      if (status > 0) {
        request = env().callbacks().newAsyncWrap("WriteWrap", null, object());
      }
      return status;
    }

    @Override
    public void onStatus(int status) {
      final AsyncWrap owner = request == null ? wrap() : request;
      if (Js.isFunction(onComplete)) {
        owner.makeCallback(onComplete, object(), status, callback);
      }
      if (request != null) {
        request.destroy();
      }
    }
  }
}
