package dev.cortado.bindings.http;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.bindings.stream.StreamHandle;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.AsyncWrap;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.NativeObject;
import dev.cortado.loop.stream.ByteStream;
import dev.cortado.loop.stream.StreamIo;
import dev.cortado.loop.stream.StreamListener;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The Java object behind {@code new HTTPParser()}. It is fed by {@code execute(buffer)}, or reads a
 * stream itself once it has {@code consume}d its handle.
 *
 * <p>A request without a body costs one call into JavaScript: the head's call tells as well that
 * the message is complete and that the input is used up.
 */
final class ParserHandle implements HttpHandler, StreamListener {
  static final int REQUEST = 1;
  static final int RESPONSE = 2;

  /** Bits of {@code onHead}'s flags. */
  static final int KEEP_ALIVE = 1;

  static final int UPGRADE = 1 << 1;

  /** The message has no body and is complete; {@code onComplete} is not called for it. */
  static final int COMPLETE = 1 << 2;

  /** With {@link #COMPLETE}: the input is used up; {@code onExecute} is not called for it. */
  static final int LAST = 1 << 3;

  static final int HAS_HOST = 1 << 4;
  static final int HAS_EXPECT = 1 << 5;

  private static final Object[] NO_HEADERS = new Object[0];

  private final Environment env;
  private final NativeObject object;
  private final HttpParserBinding binding;
  private final HttpParser parser;

  /** Where it stands in its {@link ConnectionsList}, or -1. */
  int listIndex = -1;

  private ConnectionsList list;
  private AsyncWrap wrap;
  private ByteStream stream;
  private StreamListener previousListener;

  private byte[] input;
  private int inputOffset;
  private int inputLength;
  private byte[] ownArray;
  private boolean executing;

  /** Input that came out of a callback of the input before it, in order. */
  private Deque<byte[]> later;

  private boolean fromStream;
  private boolean completeTold;
  private boolean lastTold;

  private boolean receiving;
  private boolean headersCompleted;
  private long startedAt;

  ParserHandle(Environment env, NativeObject object, HttpParserBinding binding) {
    this.env = env;
    this.object = object;
    this.binding = binding;
    parser = new HttpParser(this, binding);
  }

  JSDynamicObject object() {
    return object;
  }

  static void declare(NativeClass type) {
    // (type, resource, maxHeaderSize, lenientFlags, connectionsList, maxHeadersCount)
    type.method("initialize", args -> self(args).initializeFrom(args));
    type.method("execute", args -> self(args).executeFrom(args.bytes(0)));
    type.method("finish", args -> self(args).finish());
    type.method("consume", args -> self(args).consume(args.nativeObject(0, StreamHandle.class)));
    type.method("unconsume", args -> self(args).unconsume());
    type.method("getCurrentBuffer", args -> self(args).currentBuffer());
    type.method("isExecuting", args -> self(args).executing);
    type.method("headersCompleted", args -> self(args).headersCompleted);
    type.method("duration", args -> self(args).duration());
    type.method("remove", args -> self(args).remove());
    type.method("free", args -> self(args).free());
    type.method("close", args -> self(args).free());
    // Reading stops with the socket; input that is here already is parsed to its end.
    type.method("pause", args -> null);
    type.method("resume", args -> null);
  }

  private static ParserHandle self(Arguments args) {
    return args.self(ParserHandle.class);
  }

  private Object initializeFrom(Arguments args) {
    parser.reset(args.int32(0) == RESPONSE, args.int32(2), args.int32(3));
    if (!args.isNullish(5)) {
      parser.setMaxHeadersCount(args.int32(5));
    }
    free();
    JSDynamicObject resource = args.get(1) instanceof JSObject given ? given : null;
    wrap = env.callbacks().newAsyncWrap(resourceType(), resource);
    headersCompleted = false;
    if (!args.isNullish(4)) {
      list = args.nativeObject(4, ConnectionsList.class);
      list.add(this);
      // Also counts a connection that sends nothing at all.
      startTimer();
    }
    return null;
  }

  private String resourceType() {
    return parser.response ? "HTTPCLIENTREQUEST" : "HTTPINCOMINGMESSAGE";
  }

  /** The message's callbacks have ended; the parser may serve another. */
  private Object free() {
    if (wrap != null) {
      wrap.destroy();
      wrap = null;
    }
    return remove();
  }

  // --- time-outs

  private void startTimer() {
    receiving = true;
    startedAt = env.loop().now();
  }

  boolean isReceiving() {
    return receiving;
  }

  boolean expire(long now, long headersTimeout, long requestTimeout) {
    if (!receiving) {
      return false;
    }
    long duration = now - startedAt;
    boolean late =
        (!headersCompleted && headersTimeout > 0 && duration > headersTimeout)
            || (requestTimeout > 0 && duration > requestTimeout);
    if (late) {
      receiving = false;
    }
    return late;
  }

  private double duration() {
    return receiving ? env.loop().now() - startedAt : 0;
  }

  private Object remove() {
    if (list != null) {
      list.remove(this);
      list = null;
    }
    receiving = false;
    return null;
  }

  // --- input from JavaScript

  private Object executeFrom(Bytes bytes) {
    if (executing) {
      later = later == null ? new ArrayDeque<>() : later;
      later.add(bytes.copy());
      return bytes.length();
    }
    if (wrap == null) {
      wrap = env.callbacks().newAsyncWrap(resourceType(), null);
    }
    return run(bytes.array(), bytes.offset(), bytes.length());
  }

  private Object run(byte[] array, int offset, int length) {
    executing = true;
    lastTold = false;
    try {
      int used = parse(array, offset, length);
      while (later != null && !later.isEmpty() && parser.error() == null) {
        byte[] next = later.poll();
        parse(next, 0, next.length);
      }
      return parser.error() == null ? used : newError(parser.error());
    } finally {
      executing = false;
      later = null;
    }
  }

  private int parse(byte[] array, int offset, int length) {
    input = array;
    inputOffset = offset;
    inputLength = length;
    return parser.execute(array, offset, length);
  }

  private Object finish() {
    HttpParseError error = parser.finish();
    return error == null ? Js.UNDEFINED : newError(error);
  }

  private Object newError(HttpParseError cause) {
    JSDynamicObject error = env.errors().create(JSErrorType.Error, "Parse Error");
    Js.set(error, "bytesParsed", cause.bytesParsed());
    Js.set(error, "code", cause.code());
    Js.set(error, "reason", cause.reason());
    return error;
  }

  private Object currentBuffer() {
    if (input == null) {
      return Js.UNDEFINED;
    }
    byte[] copy = Arrays.copyOfRange(input, inputOffset, inputOffset + inputLength);
    return env.newBuffer(copy, 0, inputLength);
  }

  // --- input from a stream

  private Object consume(StreamHandle handle) {
    stream = handle.stream();
    previousListener = stream.listener();
    stream.setListener(this);
    return null;
  }

  private Object unconsume() {
    if (stream != null) {
      if (stream.listener() == this) {
        stream.setListener(previousListener);
      }
      stream = null;
    }
    return null;
  }

  /**
   * Bodies are handed to JavaScript as they were read, so they are read into arrays of their own.
   */
  @Override
  public byte[] allocate() {
    ownArray = parser.phase == HttpParser.Phase.BODY ? new byte[StreamIo.READ_SIZE] : null;
    return ownArray;
  }

  @Override
  public void onRead(byte[] array, int offset, int length) {
    Object outer = env.callbacks().enterAsyncContext(wrap.context());
    fromStream = true;
    try {
      Object result = run(array, offset, length);
      if (!lastTold) {
        wrap.makeCallback(binding.callbacks().onExecute(), Js.UNDEFINED, object, result);
      }
    } catch (AbstractTruffleException e) {
      env.runCallback(
          () -> {
            throw e;
          });
    } finally {
      fromStream = false;
      input = null;
      ownArray = null;
      env.callbacks().enterAsyncContext(outer);
    }
  }

  @Override
  public void onEnd() {
    previousListener.onEnd();
  }

  @Override
  public void onError(int status) {
    previousListener.onError(status);
  }

  // --- what the parser finds

  @Override
  public void onMessageBegin() {
    headersCompleted = false;
    if (list != null) {
      startTimer();
    }
  }

  @Override
  public int onHeadersComplete() {
    headersCompleted = true;
    HttpParser p = parser;
    completeTold = p.isHeadOnly();
    lastTold = completeTold && fromStream && p.headEndsInput();
    if (completeTold) {
      receiving = false;
    }
    int flags =
        (p.shouldKeepAlive() ? KEEP_ALIVE : 0)
            | (p.upgrade ? UPGRADE : 0)
            | (completeTold ? COMPLETE : 0)
            | (lastTold ? LAST : 0)
            | (p.has(HttpParser.F_HOST) ? HAS_HOST : 0)
            | (p.has(HttpParser.F_EXPECT) ? HAS_EXPECT : 0);
    Object answer = call(binding.callbacks().onHead(), lastTold, headArguments(p, flags));
    return answer instanceof Integer number ? number : BODY;
  }

  private Object[] headArguments(HttpParser p, int flags) {
    Object[] fields = p.takeHeaders();
    Object headers =
        JSArray.createConstant(
            env.realm().getContext(), env.realm(), fields == null ? NO_HEADERS : fields);
    int version = p.major * 10 + p.minor;
    return p.response
        ? new Object[] {
          object,
          flags,
          version,
          headers,
          Js.UNDEFINED,
          "",
          p.status,
          p.statusMessage == null ? "" : p.statusMessage
        }
        : new Object[] {
          object,
          flags,
          version,
          headers,
          HttpMethod.name(p.method),
          p.url,
          Js.UNDEFINED,
          Js.UNDEFINED
        };
  }

  /** A stream's last call is a callback of the loop; the others are parts of it. */
  private Object call(Object function, boolean asCallback, Object... args) {
    return asCallback
        ? wrap.makeCallback(function, Js.UNDEFINED, args)
        : wrap.call((JSFunctionObject) function, Js.UNDEFINED, args);
  }

  @Override
  public void onBody(byte[] bytes, int offset, int length) {
    boolean own = ownArray == bytes && length > bytes.length / 2;
    Object buffer =
        own
            ? env.newBuffer(bytes, offset, length)
            : env.newBuffer(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
    call(binding.callbacks().onBody(), fromStream, object, buffer);
  }

  @Override
  public void onMessageComplete() {
    receiving = false;
    if (completeTold) {
      completeTold = false;
      return;
    }
    Object[] fields = parser.takeHeaders();
    Object trailers =
        fields == null
            ? Js.UNDEFINED
            : JSArray.createConstant(env.realm().getContext(), env.realm(), fields);
    call(binding.callbacks().onComplete(), false, object, trailers);
  }
}
