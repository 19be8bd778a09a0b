package dev.cortado.bindings.timers;

import com.oracle.truffle.js.runtime.array.TypedArrayFactory;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.loop.Check;
import dev.cortado.loop.EventLoop;
import dev.cortado.loop.Idle;
import dev.cortado.loop.Timer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One loop timer for all of JavaScript's timers, and one check handle for its immediates. The lists
 * are JavaScript's own (lib/internal/timers); Java only knows when to look at them.
 */
public final class TimersBinding implements Binding {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  /** Indices into {@code immediateInfo}. */
  private static final int COUNT = 0;

  private static final int HAS_OUTSTANDING = 2;

  private static final int IMMEDIATE_FIELDS = 3;
  private static final int INT_BYTES = 4;

  private final byte[] immediateInfo = new byte[IMMEDIATE_FIELDS * INT_BYTES];
  private final byte[] timerInfo = new byte[INT_BYTES];

  private Environment env;
  private EventLoop loop;
  private Timer timer;
  private Check check;
  private Idle idle;
  private JSFunctionObject processImmediate;
  private JSFunctionObject processTimers;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    loop = environment.loop();
    target.constant(
        "immediateInfo",
        env.buffers().view(immediateInfo, TypedArrayFactory.Uint32Array, 0, IMMEDIATE_FIELDS));
    target.constant("timerInfo", env.buffers().view(timerInfo, TypedArrayFactory.Int32Array, 0, 1));
    target.method("setupTimers", args -> setup(args.function(0), args.function(1)));
    target.method("scheduleTimer", args -> schedule(args.integer(0)));
    target.method("toggleTimerRef", args -> toggleTimerRef(args.bool(0)));
    target.method("toggleImmediateRef", args -> toggleImmediateRef(args.bool(0)));
    target.method("getLibuvNow", args -> now());
  }

  private Object setup(JSFunctionObject immediates, JSFunctionObject timers) {
    processImmediate = immediates;
    processTimers = timers;
    timer = loop.newTimer(this::runTimers);
    timer.unref();
    check = loop.newCheck(this::runImmediates);
    check.unref();
    check.start();
    idle = loop.newIdle(() -> {});
    return null;
  }

  /** The time now: a timer must not start at the time that a long-running script began. */
  private long now() {
    loop.updateTime();
    return loop.now();
  }

  private Object schedule(long delayMillis) {
    loop.updateTime();
    timer.start(Math.max(1, delayMillis), 0);
    return null;
  }

  private Object toggleTimerRef(boolean ref) {
    if (ref) {
      timer.ref();
    } else {
      timer.unref();
    }
    return null;
  }

  /** A referenced immediate keeps the loop alive and keeps it from sleeping in poll. */
  private Object toggleImmediateRef(boolean ref) {
    if (ref) {
      idle.start();
    } else {
      idle.stop();
    }
    return null;
  }

  /** The ticks run last: a timer that they start must find the loop's timer as it will stay. */
  private void runTimers() {
    env.runCallback(this::runDueTimers);
  }

  private void runDueTimers() {
    // A callback that throws cuts the call short; the timers behind it are due all the same.
    Object next;
    do {
      next = env.makeCallback(processTimers, Js.UNDEFINED, now());
    } while (!(next instanceof Number));
    long expiry = ((Number) next).longValue();
    if (expiry != 0) {
      timer.start(Math.max(1, Math.abs(expiry) - now()), 0);
    }
    toggleTimerRef(expiry > 0);
  }

  private void runImmediates() {
    if (info(COUNT) == 0) {
      return;
    }
    do {
      env.makeCallback(processImmediate, Js.UNDEFINED);
    } while (info(HAS_OUTSTANDING) != 0);
  }

  private int info(int field) {
    return (int) INT.get(immediateInfo, field * INT_BYTES);
  }
}
