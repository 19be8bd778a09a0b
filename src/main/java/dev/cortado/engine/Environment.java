package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSArrayObject;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.builtins.JSTypedArrayObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.loop.EventLoop;
import dev.cortado.loop.Request;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Everything that belongs to one thread of JavaScript: its realm, its event loop, its bindings and
 * the queues that run after each callback. All methods but {@link EventLoop#execute} of its loop
 * belong to that thread.
 */
public final class Environment {
  private final JSRealm realm;
  private final EventLoop loop;
  private final RuntimeOptions options;
  private final Errors errors;
  private final NativeFunctions functions;
  private final BindingRegistry bindings;
  private final Buffers buffers;
  private final ScriptCompiler compiler;
  private final CallbackScope callbacks;
  private final ActiveResources resources = new ActiveResources();
  private final IntConsumer exitHandler;
  private final Thread thread = Thread.currentThread();
  private Runnable atEnd;

  /**
   * @param exitHandler ends the program with the given code; it does not return
   */
  public Environment(
      JSRealm realm, EventLoop loop, RuntimeOptions options, IntConsumer exitHandler) {
    this.realm = realm;
    this.loop = loop;
    this.options = options;
    this.exitHandler = exitHandler;
    this.errors = new Errors(realm);
    this.functions = new NativeFunctions(this);
    this.bindings = new BindingRegistry(this);
    this.buffers = new Buffers(realm);
    this.compiler = new ScriptCompiler(realm);
    this.callbacks = new CallbackScope(this);
    StackTraces.install(this);
    // Only a browser's main thread refuses Atomics.wait.
    realm.getAgent().setCanBlock(true);
  }

  /** Ends the program now, without returning to JavaScript: {@code process.reallyExit}. */
  public void exit(int code) {
    end();
    exitHandler.accept(code);
  }

  /** Has an action run when the program has ended, on its thread. A killed one ends without. */
  public void setAtEnd(Runnable action) {
    atEnd = action;
  }

  /** The program has ended: nothing of it runs any more. */
  public void end() {
    Runnable action = atEnd;
    atEnd = null;
    if (action != null) {
      action.run();
    }
  }

  public JSRealm realm() {
    return realm;
  }

  public EventLoop loop() {
    return loop;
  }

  public RuntimeOptions options() {
    return options;
  }

  public Errors errors() {
    return errors;
  }

  public BindingRegistry bindings() {
    return bindings;
  }

  public ScriptCompiler compiler() {
    return compiler;
  }

  /** What runs after each callback: ticks and microtasks. */
  public CallbackScope callbacks() {
    return callbacks;
  }

  /** What is under way, by the names Node.js has for it. */
  public ActiveResources resources() {
    return resources;
  }

  /** Typed arrays over Java's bytes. */
  public Buffers buffers() {
    return buffers;
  }

  NativeFunctions functions() {
    return functions;
  }

  /** A JavaScript function made of Java code, for values that are not part of a binding. */
  public JSFunctionObject newFunction(String name, NativeCall body) {
    return functions.function(name, body, false);
  }

  @TruffleBoundary
  public JSObject newObject() {
    return JSOrdinary.create(realm.getContext(), realm);
  }

  /** An array of values, each converted as a return value of a {@link NativeCall} is. */
  @TruffleBoundary
  public JSArrayObject newArray(Object... values) {
    Object[] converted = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      converted[i] = Js.toJs(values[i]);
    }
    return JSArray.createConstant(realm.getContext(), realm, converted);
  }

  /** A Uint8Array over these very bytes. */
  public JSTypedArrayObject newUint8Array(byte[] bytes) {
    return buffers.uint8Array(bytes);
  }

  /** A {@code Buffer} over these very bytes. */
  public JSTypedArrayObject newBuffer(byte[] bytes, int offset, int length) {
    return buffers.buffer(bytes, offset, length);
  }

  public JSTypedArrayObject newBuffer(byte[] bytes) {
    return buffers.buffer(bytes, 0, bytes.length);
  }

  public Object toError(Throwable failure) {
    return errors.toError(failure);
  }

  /**
   * Calls user code from the event loop: afterwards {@code process.nextTick}'s queue and the
   * microtasks run until both are empty. An exception becomes {@code 'uncaughtException'}.
   *
   * @return what the function returned; undefined where it threw
   */
  public Object makeCallback(Object function, Object thisArg, Object... args) {
    return callbacks.call((JSFunctionObject) function, thisArg, args);
  }

  /**
   * {@link #makeCallback} of a method that is looked up now; nothing happens where there is none.
   */
  public Object makeMethodCallback(JSDynamicObject object, String method, Object... args) {
    return Js.get(object, method) instanceof JSFunctionObject function
        ? callbacks.call(function, object, args)
        : Js.UNDEFINED;
  }

  /**
   * Runs Java code that calls JavaScript several times as one callback; see {@link #makeCallback}.
   */
  public void runCallback(Runnable body) {
    callbacks.run(body);
  }

  /**
   * Has the program's thread run something at its next safepoint, which is in every loop and
   * function of JavaScript; what {@code action} throws unwinds them. For any thread to call.
   */
  public void interrupt(Runnable action) {
    realm
        .getEnv()
        .submitThreadLocal(
            new Thread[] {thread},
            new ThreadLocalAction(true, false) {
              @Override
              protected void perform(Access access) {
                action.run();
              }
            });
  }

  /**
   * Runs a job on the work pool, then {@code callback(error, value)} on this thread.
   *
   * @param type Node.js's name for it, in capitals, for hooks
   * @param work must not touch JavaScript values
   * @param convert makes the JavaScript value of the result, on this thread
   */
  public <T> Request<T> submit(
      String type, JSFunctionObject callback, Callable<T> work, Function<T, Object> convert) {
    AsyncWrap wrap = callbacks.newAsyncWrap(type, null);
    return loop.submit(
        work,
        (value, failure) -> {
          complete(wrap, callback, convert, value, failure);
          wrap.destroy();
        });
  }

  /** Like {@link #submit}, for what counts as a request of that name while it runs. */
  public <T> Request<T> submitRequest(
      String type, JSFunctionObject callback, Callable<T> work, Function<T, Object> convert) {
    AsyncWrap wrap = callbacks.newAsyncWrap(type, null);
    resources.begin(type);
    return loop.submit(
        work,
        (value, failure) -> {
          resources.end(type);
          complete(wrap, callback, convert, value, failure);
          wrap.destroy();
        });
  }

  /** Like {@link #submit}, as an event of a resource that there is already. */
  public <T> Request<T> submit(
      AsyncWrap wrap, JSFunctionObject callback, Callable<T> work, Function<T, Object> convert) {
    return loop.submit(work, (value, failure) -> complete(wrap, callback, convert, value, failure));
  }

  private <T> void complete(
      AsyncWrap wrap,
      JSFunctionObject callback,
      Function<T, Object> convert,
      T value,
      Throwable failure) {
    if (failure == null) {
      succeed(wrap, callback, convert.apply(value));
    } else {
      wrap.makeCallback(callback, Js.UNDEFINED, toError(failure));
    }
  }

  /** Without a result the callback gets one argument, as Node.js's get. */
  private void succeed(AsyncWrap wrap, JSFunctionObject callback, Object result) {
    if (result == null || result == Js.UNDEFINED) {
      wrap.makeCallback(callback, Js.UNDEFINED, Js.NULL);
    } else {
      wrap.makeCallback(callback, Js.UNDEFINED, Js.NULL, result);
    }
  }
}
