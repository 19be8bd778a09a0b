package dev.cortado.bindings.util;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.runtime.GraalJSException.JSStackTraceElement;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.builtins.JSArrayBuffer;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferObject;
import com.oracle.truffle.js.runtime.builtins.JSArrayObject;
import com.oracle.truffle.js.runtime.builtins.JSError;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSNonProxy;
import com.oracle.truffle.js.runtime.builtins.JSPromise;
import com.oracle.truffle.js.runtime.builtins.JSPromiseObject;
import com.oracle.truffle.js.runtime.builtins.JSProxyObject;
import com.oracle.truffle.js.runtime.builtins.JSTypedArrayObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.PropertyDescriptor;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.SigintTrace;
import dev.cortado.posix.Fd;
import dev.cortado.posix.SocketCalls;
import dev.cortado.posix.SocketName;
import dev.cortado.posix.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What lib/internal/util and lib/internal/util/inspect ask of the engine and the machine. */
public final class UtilBinding implements Binding {
  private static final int ALL_PROPERTIES = 0;
  private static final int ONLY_ENUMERABLE = 2;

  /** What waits for SIGINT, or null. */
  private SigintTrace sigintTrace;

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.constant("kPending", JSPromise.PENDING);
    target.constant("kFulfilled", JSPromise.FULFILLED);
    target.constant("kRejected", JSPromise.REJECTED);
    target.constant("ALL_PROPERTIES", ALL_PROPERTIES);
    target.constant("ONLY_ENUMERABLE", ONLY_ENUMERABLE);
    target.inlined(
        "getProxyDetails",
        args ->
            args.get(0) instanceof JSProxyObject proxy
                ? proxyDetails(env, proxy, args.length() < 2 || args.bool(1))
                : Js.UNDEFINED);
    target.method(
        "startTraceSigint",
        args -> {
          stopSigintTrace();
          sigintTrace = SigintTrace.start(env, args.function(0));
          return null;
        });
    target.method(
        "stopTraceSigint",
        args -> {
          stopSigintTrace();
          return null;
        });
    target.method("getPromiseDetails", args -> promiseDetails(env, args.get(0)));
    target.method("previewEntries", args -> previewEntries(env, args.get(0), args.length() > 1));
    target.method("getConstructorName", args -> JSObject.getClassName(args.object(0)));
    target.method(
        "getOwnNonIndexProperties", args -> nonIndexProperties(env, args.object(0), args.int32(1)));
    target.method(
        "isArrayBufferDetached",
        args ->
            args.get(0) instanceof JSArrayBufferObject buffer
                && JSArrayBuffer.isDetachedBuffer(buffer));
    target.method("callSiteSource", args -> callSiteSource(args.object(0)));
    target.method("guessHandleType", args -> guessHandleType(args.int32(0)));
    target.method(
        "sleep",
        args -> {
          sleep(args.integer(0));
          return null;
        });
  }

  /** Target and handler of a proxy, or the target alone; null for a revoked one. */
  @TruffleBoundary
  private static Object proxyDetails(Environment env, JSProxyObject proxy, boolean full) {
    if (proxy.getProxyHandler() == Null.instance) {
      return Js.NULL;
    }
    return full
        ? env.newArray(proxy.getProxyTarget(), proxy.getProxyHandler())
        : proxy.getProxyTarget();
  }

  private void stopSigintTrace() {
    if (sigintTrace != null) {
      sigintTrace.stop();
      sigintTrace = null;
    }
  }

  private static Object promiseDetails(Environment env, Object value) {
    if (!(value instanceof JSPromiseObject promise)) {
      return Js.UNDEFINED;
    }
    int state = promise.getPromiseState();
    return state == JSPromise.PENDING
        ? env.newArray(state)
        : env.newArray(state, promise.getPromiseResult());
  }

  private static Object previewEntries(Environment env, Object value, boolean isIterator) {
    Previews previews = Previews.of(value);
    Object entries = env.newArray(previews.entries().toArray());
    return isIterator ? env.newArray(entries, previews.isKeyValue()) : entries;
  }

  private static Object nonIndexProperties(Environment env, JSDynamicObject object, int filter) {
    // Elements of arrays are not part of their shape; listing them would be dear and for nothing.
    List<Object> keys =
        object instanceof JSArrayObject || object instanceof JSTypedArrayObject
            ? JSNonProxy.ordinaryOwnPropertyKeys(object)
            : JSObject.ownPropertyKeys(object);
    List<Object> names = new ArrayList<>();
    for (Object key : keys) {
      if (JSRuntime.isArrayIndex(key)) {
        continue;
      }
      if (filter == ONLY_ENUMERABLE) {
        PropertyDescriptor descriptor = JSObject.getOwnProperty(object, key);
        if (descriptor == null || !descriptor.getEnumerable()) {
          continue;
        }
      }
      names.add(key);
    }
    return env.newArray(names.toArray());
  }

  /** The text that the function of a {@code CallSite} was parsed from; undefined for a builtin. */
  private static Object callSiteSource(JSDynamicObject callSite) {
    Object element =
        JSObjectUtil.getHiddenProperty(callSite, JSError.STACK_TRACE_ELEMENT_PROPERTY_NAME);
    if (element instanceof JSStackTraceElement frame
        && frame.getFunction() instanceof JSFunctionObject function
        && function.getFunctionData().getCallTarget() instanceof RootCallTarget target) {
      SourceSection section = target.getRootNode().getSourceSection();
      if (section != null && section.isAvailable()) {
        return section.getSource().getCharacters().toString();
      }
    }
    return Js.UNDEFINED;
  }

  /** What libuv would open a descriptor as. */
  private static String guessHandleType(int fd) {
    if (fd < 0) {
      return "INVALID";
    }
    if (Fd.isatty(fd)) {
      return "TTY";
    }
    long[] stat = new long[Stat.FIELDS];
    if (Fd.stat(fd, stat) < 0) {
      return "INVALID";
    }
    return switch ((int) stat[Stat.MODE] & Stat.S_IFMT) {
      case Stat.S_IFREG, 0x2000 -> "FILE";
      case 0x1000 -> "PIPE";
      case 0xC000 -> socketType(fd);
      default -> "UNKNOWN";
    };
  }

  private static String socketType(int fd) {
    final SocketCalls calls = new SocketCalls();
    return switch (calls.socketFamily(fd)) {
      case SocketName.AF_UNIX -> "PIPE";
      case SocketName.AF_INET, SocketName.AF_INET6 -> calls.isStream(fd) ? "TCP" : "UDP";
      default -> "UNKNOWN";
    };
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
