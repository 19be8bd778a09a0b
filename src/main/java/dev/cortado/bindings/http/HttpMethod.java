package dev.cortado.bindings.http;

import dev.cortado.engine.Js;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The request methods the parser knows, in the order of their numbers on the JavaScript side. */
final class HttpMethod {
  /** Methods of HTTP itself; a method's index is the number handed to JavaScript. */
  static final List<String> NAMES =
      List.of(
          "DELETE",
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "CONNECT",
          "OPTIONS",
          "TRACE",
          "COPY",
          "LOCK",
          "MKCOL",
          "MOVE",
          "PROPFIND",
          "PROPPATCH",
          "SEARCH",
          "UNLOCK",
          "BIND",
          "REBIND",
          "UNBIND",
          "ACL",
          "REPORT",
          "MKACTIVITY",
          "CHECKOUT",
          "MERGE",
          "M-SEARCH",
          "NOTIFY",
          "SUBSCRIBE",
          "UNSUBSCRIBE",
          "PATCH",
          "PURGE",
          "MKCALENDAR",
          "LINK",
          "UNLINK",
          "SOURCE",
          "QUERY");

  /** Recognized so that they get the right error: they belong to RTSP and HTTP/2's preface. */
  private static final List<String> FOREIGN =
      List.of(
          "PRI",
          "DESCRIBE",
          "ANNOUNCE",
          "SETUP",
          "PLAY",
          "PAUSE",
          "TEARDOWN",
          "GET_PARAMETER",
          "SET_PARAMETER",
          "REDIRECT",
          "RECORD",
          "FLUSH");

  static final int GET = NAMES.indexOf("GET");
  static final int POST = NAMES.indexOf("POST");
  static final int CONNECT = NAMES.indexOf("CONNECT");
  static final int OPTIONS = NAMES.indexOf("OPTIONS");
  static final int SOURCE = NAMES.indexOf("SOURCE");
  static final int PRI = NAMES.size();

  private static final Object[] JS_NAMES = new Object[NAMES.size() + FOREIGN.size()];
  private static final byte[][] BYTES = new byte[NAMES.size() + FOREIGN.size()][];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      String name = i < NAMES.size() ? NAMES.get(i) : FOREIGN.get(i - NAMES.size());
      JS_NAMES[i] = Js.string(name);
      BYTES[i] = name.getBytes(StandardCharsets.US_ASCII);
    }
  }

  private HttpMethod() {}

  /** The method's name as a JavaScript string. */
  static Object name(int method) {
    return JS_NAMES[method];
  }

  /** Whether the method is HTTP's own and not RTSP's. */
  static boolean isHttp(int method) {
    return method <= PRI;
  }

  /** Whether the method may start an RTSP request. */
  static boolean isRtsp(int method) {
    return method > PRI || method == GET || method == POST || method == OPTIONS;
  }

  /**
   * Narrows a candidate by one more byte.
   *
   * @param candidate a method that agrees with the bytes before {@code index}, or 0 at the start
   * @return a method whose first {@code index + 1} bytes are the candidate's and {@code b}, or -1
   */
  static int narrow(int candidate, int index, byte b) {
    byte[] known = BYTES[candidate];
    if (index < known.length && known[index] == b) {
      return candidate;
    }
    for (int i = 0; i < BYTES.length; i++) {
      byte[] other = BYTES[i];
      if (index < other.length
          && other[index] == b
          && Arrays.equals(other, 0, index, known, 0, Math.min(index, known.length))) {
        return i;
      }
    }
    return -1;
  }

  /** The method's length in bytes. */
  static int length(int method) {
    return BYTES[method].length;
  }
}
