package dev.cortado;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.RuntimeOptions;
import dev.cortado.loop.EventLoop;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;

/**
 * The thread that the hooks of {@code module.register()} run on: a runtime of its own, which the
 * program's thread asks and waits for. Both sides are a binding, {@code hooks_thread}; what they
 * say to each other is text.
 */
final class HooksThread implements Binding {
  private static final String MAIN = "hooks_thread";
  private static final long STACK_BYTES = 16L << 20;

  private record Request(String text, CompletableFuture<String> answer) {}

  private final RuntimeOptions options;
  private final IntConsumer exit;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

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
  }

  private String ask(String text) {
    Request request = new Request(text, new CompletableFuture<>());
    requests.add(request);
    if (!started) {
      started = true;
      Thread thread = new Thread(null, this::run, "module hooks", STACK_BYTES);
      thread.setDaemon(true);
      thread.start();
    }
    if (ended) {
      return null;
    }
    EventLoop running = loop;
    if (running != null) {
      running.execute(this::handleWaiting);
    }
    return request.answer.join();
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
