package dev.cortado;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.RuntimeOptions;
import dev.cortado.loop.EventLoop;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The thread that the hooks of {@code module.register()} run on: a runtime of its own, which the
 * program's thread asks and waits for. Both sides are a binding, {@code hooks_thread}; what they
 * say to each other is text.
 */
final class HooksThread implements Binding {
  private static final String MAIN = "hooks_thread";
  private static final long STACK_BYTES = 16L << 20;

  /**
   * What the thread is to do.
   *
   * @param text a question for the hooks; {@code null} where only {@code body} is to run
   */
  private record Request(String text, CompletableFuture<String> answer, Runnable body) {}

  private final RuntimeOptions options;
  private final IntConsumer exit;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  /** Those that only one thread has opened. */
  private final Map<Integer, ThreadChannel> channels = new ConcurrentHashMap<>();

  private final AtomicInteger lastChannel = new AtomicInteger();

  /** The thread's own, from when it has begun. */
  private volatile EventLoop loop;

  private Environment env;
  private JSFunctionObject handler;
  private boolean started;

  /** Nobody answers any more: a hook has thrown where nobody catches, or ended the thread. */
  private volatile boolean ended;

  HooksThread(RuntimeOptions options, IntConsumer exit) {
    this.options = options;
    this.exit = exit;
  }

  /** The program's side: {@code ask(text)}, whose answer is undefined where none will come. */
  @Override
  public void initialize(BindingTarget target, Environment programEnv) {
    target.method("ask", args -> ask(args.string(0)));
    target.constant("isHooksThread", false);
    defineChannels(target, programEnv, programEnv.loop()::execute);
  }

  /**
   * {@code newChannel()} gives a number, which both threads make their {@code new Channel(number,
   * onreadable)} of.
   *
   * @param executor has something run on the thread that the binding is for
   */
  private void defineChannels(BindingTarget target, Environment owner, Executor executor) {
    target.method(
        "newChannel",
        args -> {
          int number = lastChannel.incrementAndGet();
          channels.put(number, new ThreadChannel());
          return number;
        });
    NativeClass type =
        target.nativeClass(
            "Channel",
            args -> {
              JSFunctionObject onReadable = args.function(1);
              return channels
                  .get(args.int32(0))
                  .open(() -> executor.execute(() -> owner.makeCallback(onReadable, Js.UNDEFINED)));
            });
    type.method("take", args -> args.self(ThreadChannel.Side.class).take());
    type.method(
        "send",
        args -> {
          args.self(ThreadChannel.Side.class).send(args.string(0));
          return null;
        });
  }

  private String ask(String text) {
    Request request = new Request(text, new CompletableFuture<>(), null);
    if (!started) {
      started = true;
      Thread thread = new Thread(null, this::run, "module hooks", STACK_BYTES);
      thread.setDaemon(true);
      thread.start();
    }
    post(request);
    return ended ? null : request.answer.join();
  }

  /** Hands something to the thread, whether it waits for requests or its loop is turning. */
  private void post(Request request) {
    requests.add(request);
    EventLoop running = loop;
    if (running != null && !ended) {
      running.execute(this::handleWaiting);
    }
  }

  private void run() {
    try (NodeRuntime runtime = new NodeRuntime(options, exit)) {
      env = runtime.environment();
      env.bindings().add("hooks_thread", () -> this::initializeThread);
      runtime.start(MAIN);
      loop = env.loop();
      while (true) {
        Request request = requests.take();
        try {
          handle(request);
          env.loop().run();
        } finally {
          // With nothing left to wait for, an answer that has not come never will.
          request.answer.complete(null);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      requests.forEach(request -> request.answer.complete(null));
    }
  }

  private void initializeThread(BindingTarget target, Environment threadEnv) {
    target.method(
        "setHandler",
        args -> {
          handler = args.function(0);
          return null;
        });
    target.constant("isHooksThread", true);
    defineChannels(
        target, threadEnv, body -> post(new Request(null, new CompletableFuture<>(), body)));
  }

  /** Requests that come while a hook has something under way. */
  private void handleWaiting() {
    Request request = requests.poll();
    while (request != null) {
      handle(request);
      request = requests.poll();
    }
  }

  private void handle(Request request) {
    if (request.text == null) {
      request.body.run();
      return;
    }
    JSFunctionObject answer =
        env.newFunction(
            "answer",
            args -> {
              request.answer.complete(args.string(0));
              return null;
            });
    env.makeCallback(handler, Js.UNDEFINED, Js.string(request.text), answer);
  }
}
