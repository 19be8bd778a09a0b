package dev.cortado.engine;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.loop.Handle;
import dev.cortado.loop.stream.StatusListener;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** The Java side of a JavaScript handle: what handles have in common, whatever they wait for. */
public abstract class HandleWrap {
  private final Environment env;
  private final String type;
  private final JSDynamicObject object;
  private final Handle handle;
  private final AsyncWrap wrap;

  /**
   * @param type Node.js's name for such a handle
   * @param object the JavaScript side
   */
  protected HandleWrap(Environment env, String type, JSDynamicObject object, Handle handle) {
    this(env, type, type, object, handle);
  }

  /**
   * @param resourceType what hooks know it by, where that is not the same
   */
  protected HandleWrap(
      Environment env, String type, String resourceType, JSDynamicObject object, Handle handle) {
    this.env = env;
    this.type = type;
    this.object = object;
    this.handle = handle;
    wrap = env.callbacks().newAsyncWrap(resourceType, object);
  }

  /** Declares what all handle classes have. */
  protected static void declareHandle(NativeClass type) {
    type.method(
        "ref",
        args -> {
          self(args).handle.ref();
          return null;
        });
    type.method(
        "unref",
        args -> {
          self(args).handle.unref();
          return null;
        });
    type.method("hasRef", args -> self(args).hasRef());
    type.method(
        "close",
        args -> {
          final HandleWrap self = self(args);
          self.handle.close(self.closed(args.get(0)));
          return null;
        });
    type.method("getAsyncId", args -> self(args).asyncId());
  }

  private static HandleWrap self(Arguments args) {
    return args.self(HandleWrap.class);
  }

  private boolean hasRef() {
    return handle.hasRef() && !handle.isClosing();
  }

  private Object asyncId() {
    return env.callbacks().trackerForIds().asyncId(object);
  }

  /** Lists the handle in {@code process.getActiveResourcesInfo()} from now on. */
  protected final void markInitialized() {
    env.resources().add(handle, type, object);
  }

  /** The JavaScript side. */
  public final JSDynamicObject object() {
    return object;
  }

  /** The environment of the handle. */
  protected final Environment env() {
    return env;
  }

  /** What callbacks of the handle itself belong to. */
  protected final AsyncWrap wrap() {
    return wrap;
  }

  /** What to do once the handle is closed. */
  protected final Runnable closed(Object callback) {
    return () -> {
      env.resources().remove(handle);
      callback(callback, object);
      wrap.destroy();
    };
  }

  // ---- calls into JavaScript ----

  /** Calls a function as an event of this handle: in the async context it was made in. */
  protected final void callback(Object function, Object thisArg, Object... args) {
    if (Js.isFunction(function)) {
      wrap.makeCallback(function, thisArg, args);
    }
  }

  /** Calls a method of the JavaScript side, if it is there. */
  protected final void emit(String method, Object... args) {
    callback(Js.get(object, method), object, args);
  }

  /**
   * Starts a request that ends by {@code request.oncomplete}.
   *
   * @param requestType Node.js's name for it
   * @param start gets what to tell the end; returns a negative error number if there is none to
   *     come
   * @param arguments what {@code oncomplete} gets, by the status
   */
  protected final int begin(
      String requestType,
      JSDynamicObject request,
      ToIntFunction<StatusListener> start,
      IntFunction<Object[]> arguments) {
    final AsyncWrap requestWrap = env.callbacks().newAsyncWrap(requestType, request, object);
    env.resources().begin(requestType);
    final int status =
        start.applyAsInt(
            outcome -> {
              env.resources().end(requestType);
              if (Js.get(request, "oncomplete") instanceof JSFunctionObject function) {
                requestWrap.makeCallback(function, request, arguments.apply(outcome));
              }
              requestWrap.destroy();
            });
    if (status < 0) {
      env.resources().end(requestType);
      requestWrap.destroy();
    }
    return status;
  }
}
