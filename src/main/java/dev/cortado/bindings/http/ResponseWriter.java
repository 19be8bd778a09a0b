package dev.cortado.bindings.http;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.bindings.buffer.Text;
import dev.cortado.bindings.stream.StreamHandle;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;

/** Writes a whole small response with one system call. */
final class ResponseWriter {
  private static final int MAX_SIZE = 48 * 1024;
  private static final int MAX_UTF8_PER_UNIT = 3;

  private static final int REFUSED = 0;
  private static final int WRITTEN = 1;
  private static final int PENDING = 2;

  private final Environment env;
  private JSFunctionObject responded;
  private byte[] scratch = new byte[MAX_SIZE];

  ResponseWriter(Environment env) {
    this.env = env;
  }

  /**
   * Sets the function {@code (message, status)} that hears of the end of writes that took longer.
   */
  Object setCallback(JSFunctionObject function) {
    responded = function;
    return null;
  }

  /**
   * {@code (handle, head, apart, body, latin1, message)}: a head that stands apart is Latin-1,
   * another is encoded as the text that follows it.
   *
   * @return 0 when nothing was written, 1 when everything was, 2 when the rest waits
   */
  Object respond(Arguments args) {
    StreamHandle handle = args.nativeObject(0, StreamHandle.class);
    TruffleString head = args.truffleString(1);
    boolean text = args.isString(3);
    boolean utf8 = text && !args.bool(4);
    int length = encode(head, utf8 && !args.bool(2), 0);
    if (length >= 0 && text) {
      length = encode(args.truffleString(3), utf8, length);
    } else if (length >= 0 && !args.isUndefined(3)) {
      length = copy(args.bytes(3), length);
    }
    if (length < 0) {
      return REFUSED;
    }
    return write(handle, length, args.get(5));
  }

  private int write(StreamHandle handle, int length, Object message) {
    byte[] bytes = scratch;
    Object context = env.callbacks().captureAsyncContext();
    int status =
        handle.stream().write(bytes, 0, length, outcome -> tell(context, message, outcome));
    if (status > 0) {
      // The rest is written from this array later: it is not ours any more.
      scratch = new byte[MAX_SIZE];
      return PENDING;
    }
    return status < 0 ? REFUSED : WRITTEN;
  }

  private void tell(Object context, Object message, int status) {
    Object outer = env.callbacks().enterAsyncContext(context);
    try {
      env.makeCallback(responded, Js.UNDEFINED, message, status);
    } finally {
      env.callbacks().enterAsyncContext(outer);
    }
  }

  /** Where the text ends in the scratch array, or -1 if it might not fit. */
  private int encode(TruffleString string, boolean utf8, int offset) {
    int units = string.byteLength(TruffleString.Encoding.UTF_16) / 2;
    int room = MAX_SIZE - offset;
    if (units > room || (utf8 && units * MAX_UTF8_PER_UNIT > room)) {
      return -1;
    }
    return offset + (utf8 ? Text.UTF8 : Text.LATIN1).encode(string, scratch, offset, room);
  }

  private int copy(Bytes bytes, int offset) {
    if (bytes.length() > MAX_SIZE - offset) {
      return -1;
    }
    System.arraycopy(bytes.array(), bytes.offset(), scratch, offset, bytes.length());
    return offset + bytes.length();
  }
}
