package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.JSAgent;
import com.oracle.truffle.js.runtime.PromiseRejectionTracker;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.AsyncContext;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;

/**
 * Calls from the event loop into JavaScript. When the outermost one ends, the tick queue and the
 * microtasks run until both are empty, as {@code InternalCallbackScope} does in Node.js.
 */
public final class CallbackScope {
  /** Indices into {@link #tickInfo}. */
  private static final int HAS_TICK_SCHEDULED = 0;

  private static final int HAS_REJECTION_TO_WARN = 1;

  private final Environment env;
  private final JSAgent agent;

  /** Shared with JavaScript: whether ticks and unhandled rejections wait. */
  private final byte[] tickInfo = new byte[2];

  private JSFunctionObject tickCallback;
  private Object tickReceiver = Js.UNDEFINED;
  private JSFunctionObject uncaughtExceptionHandler;
  private PromiseRejectionTracker rejectionTracker;
  private FatalExceptionHandler fatalExceptionHandler = failure -> {};
  private AsyncTracker tracker;
  private Runnable trackerLoader;
  private int depth;

  /** The exception that brought the error which nobody caught; it knows where it was thrown. */
  private Throwable lastFailure;

  /** The last resort for an exception that no JavaScript handled. */
  @FunctionalInterface
  public interface FatalExceptionHandler {
    void handle(Object error);
  }

  CallbackScope(Environment env) {
    this.env = env;
    this.agent = env.realm().getAgent();
  }

  public byte[] tickInfo() {
    return tickInfo;
  }

  /** Sets what drains {@code process.nextTick}'s queue (and the microtasks between its entries). */
  public void setTickCallback(JSFunctionObject callback, Object receiver) {
    tickCallback = callback;
    tickReceiver = receiver;
  }

  /** Sets who is told of promises that reject without a handler. */
  public void setRejectionTracker(PromiseRejectionTracker tracker) {
    rejectionTracker = tracker;
    env.realm().getContext().setPromiseRejectionTracker(agent, tracker);
  }

  /** For agents beside the main one; {@code null} before one is set. */
  public PromiseRejectionTracker rejectionTracker() {
    return rejectionTracker;
  }

  /** Sets the function {@code (error, fromPromise) → handled} that every uncaught error goes to. */
  public void setUncaughtExceptionHandler(JSFunctionObject handler) {
    uncaughtExceptionHandler = handler;
  }

  /** Sets what ends the program when an error was not handled. */
  public void setFatalExceptionHandler(FatalExceptionHandler handler) {
    fatalExceptionHandler = handler;
  }

  /** Has resources followed by their ids from now on. */
  public void setTracker(AsyncTracker follower) {
    tracker = follower;
  }

  /** Sets what has somebody call {@link #setTracker}. */
  public void setTrackerLoader(Runnable loader) {
    trackerLoader = loader;
  }

  AsyncTracker tracker() {
    return tracker;
  }

  /** For who asks for an id: ids are followed from then on. */
  AsyncTracker trackerForIds() {
    if (tracker == null) {
      trackerLoader.run();
    }
    return tracker;
  }

  /** Something that makes callbacks in the async context of now. */
  public AsyncWrap newAsyncWrap(String type, JSDynamicObject resource) {
    return newAsyncWrap(type, resource, null);
  }

  /**
   * @param type the runtime's name for it
   * @param resource the JavaScript side, if there is one
   * @param trigger what made it, if that is not what runs now
   */
  public AsyncWrap newAsyncWrap(String type, JSDynamicObject resource, JSDynamicObject trigger) {
    JSDynamicObject known = tracker == null ? resource : tracker.init(type, resource, trigger);
    return new AsyncWrap(this, captureAsyncContext(), known);
  }

  @TruffleBoundary
  Object call(JSFunctionObject function, Object thisArg, Object... args) {
    return call(null, function, thisArg, args);
  }

  @TruffleBoundary
  Object call(AsyncWrap wrap, JSFunctionObject function, Object thisArg, Object... args) {
    depth++;
    Object result = Js.UNDEFINED;
    AsyncTracker followed = wrap == null ? null : tracker;
    try {
      if (followed != null) {
        followed.enter(wrap.resource());
      }
      result = Js.call(function, thisArg, args);
    } catch (AbstractTruffleException | StackOverflowError e) {
      triggerUncaughtException(thrownValue(e), false);
    } finally {
      if (followed != null) {
        followed.exit(wrap.resource());
      }
      depth--;
    }
    drainIfOutermost();
    return result;
  }

  void run(Runnable body) {
    depth++;
    try {
      body.run();
    } catch (AbstractTruffleException | StackOverflowError e) {
      triggerUncaughtException(thrownValue(e), false);
    } finally {
      depth--;
    }
    drainIfOutermost();
  }

  /** The exception of the last call that failed, if any. */
  public Throwable lastFailure() {
    return lastFailure;
  }

  private Object thrownValue(Throwable failure) {
    lastFailure = failure;
    // Now, before other code runs: Truffle would add that code's frames to the error's stack.
    TruffleStackTrace.fillIn(failure);
    return failure instanceof AbstractTruffleException script
        ? Errors.thrownValue(script)
        : env.errors().toError(failure);
  }

  private void drainIfOutermost() {
    if (depth == 0) {
      drain();
    }
  }

  /** Runs ticks and microtasks until none is left; whatever they throw is an uncaught exception. */
  public void drain() {
    depth++;
    try {
      boolean again = true;
      while (again) {
        again = drainOnce();
      }
    } finally {
      depth--;
    }
  }

  /** Whether an exception cut the queues short, so that they must be looked at again. */
  private boolean drainOnce() {
    try {
      if (tickInfo[HAS_TICK_SCHEDULED] == 0) {
        runMicrotasks();
      }
      if ((tickInfo[HAS_TICK_SCHEDULED] | tickInfo[HAS_REJECTION_TO_WARN]) != 0
          && tickCallback != null) {
        JSFunction.call(tickCallback, tickReceiver, new Object[0]);
      }
      return false;
    } catch (AbstractTruffleException | StackOverflowError e) {
      triggerUncaughtException(thrownValue(e), false);
      return true;
    }
  }

  /** Runs the promise jobs, and only those. */
  public void runMicrotasks() {
    agent.processAllPromises(true);
  }

  /** Hands an error that nobody caught to {@code process}; ends the program if nobody wants it. */
  @TruffleBoundary
  public void triggerUncaughtException(Object error, boolean fromPromise) {
    if (uncaughtExceptionHandler == null) {
      fatalExceptionHandler.handle(error);
      return;
    }
    Object handled;
    try {
      handled = Js.call(uncaughtExceptionHandler, Js.UNDEFINED, error, fromPromise);
    } catch (AbstractTruffleException | StackOverflowError e) {
      fatalExceptionHandler.handle(thrownValue(e));
      return;
    }
    if (handled != Boolean.TRUE) {
      fatalExceptionHandler.handle(error);
    }
  }

  /** The async context (AsyncLocalStorage's values) of the code that runs now. */
  public Object captureAsyncContext() {
    return agent.getAsyncContextMapping();
  }

  /** Switches to a captured async context and returns the one left. */
  public Object enterAsyncContext(Object context) {
    return agent.asyncContextSwap((AsyncContext) context);
  }
}
