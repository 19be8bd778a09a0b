package dev.cortado.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import dev.cortado.loop.EventLoop;
import dev.cortado.posix.PosixException;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindingTest {
  private static final int ENOENT = -2;

  private Context context;
  private Environment env;

  /** What a test binding keeps behind a JavaScript object. */
  private static final class Counter {
    private int value;

    Counter(int value) {
      this.value = value;
    }
  }

  @BeforeEach
  void makeEnvironment() {
    context = ContextFactory.newContext(HostAccess.NONE);
    var realm = JavaScriptLanguage.getJSRealm(context);
    context.enter();
    var options = new RuntimeOptions("cortado", List.of(), List.of(), Map.of(), true, List::of);
    env = new Environment(realm, new EventLoop(), options, code -> {});
    env.bindings().add("test", () -> BindingTest::declare);
  }

  @AfterEach
  void close() {
    context.leave();
    context.close();
  }

  private static void declare(BindingTarget target, Environment env) {
    target.constant("answer", 42);
    target.inlined("add", args -> args.int32(0) + args.int32(1));
    target.method("greet", args -> "hello " + args.string(0));
    target.method("nothing", args -> null);
    target.method("big", args -> 1L << 40);
    target.method(
        "increment",
        args -> {
          Bytes bytes = args.bytes(0);
          for (int i = 0; i < bytes.length(); i++) {
            bytes.array()[bytes.offset() + i]++;
          }
          return bytes.length();
        });
    target.method(
        "open",
        args -> {
          throw new PosixException(ENOENT, "open", args.string(0));
        });
    target.method(
        "refuse",
        args -> {
          throw new NodeException(NodeException.Kind.RANGE, "ERR_OUT_OF_RANGE", "too far");
        });
    target.method(
        "broken",
        args -> {
          throw new IllegalStateException("oops");
        });
    NativeClass counter = target.nativeClass("Counter", args -> new Counter(args.int32(0)));
    counter.method("next", args -> ++args.self(Counter.class).value);
    counter.getter("value", args -> args.self(Counter.class).value);
  }

  /** Runs a function body with {@code binding} in scope and gives its result as a string. */
  private String eval(String body) {
    JSFunctionObject function = env.compiler().compileFunction(body, "test.js", "binding");
    return Js.toJavaString(Js.call(function, Js.UNDEFINED, env.bindings().get("test")));
  }

  @Test
  void callsConvertArgumentsAndResults() {
    assertEquals("42", eval("return binding.answer"));
    assertEquals("5", eval("return binding.add(2, 3)"));
    assertEquals("-2147483648", eval("return binding.add(2147483647, 1)"));
    assertEquals("hello you", eval("return binding.greet('you')"));
    assertEquals("undefined", eval("return binding.nothing()"));
    assertEquals("1099511627776", eval("return binding.big()"));
  }

  @Test
  void bytesAreTheVeryBytesOfTheView() {
    assertEquals(
        "3 0,2,3,4,0",
        eval(
            """
            const all = new Uint8Array([0, 1, 2, 3, 0]);
            return binding.increment(all.subarray(1, 4)) + ' ' + all
            """));
    assertEquals(
        "256",
        eval(
            "const n = new Uint16Array([255]); binding.increment(new DataView(n.buffer, 1, 1));"
                + " binding.increment(n); return n[0] - 256"));
  }

  @Test
  void classesHaveInstancesWithStateAndCanBeExtended() {
    assertEquals("6,6", eval("const c = new binding.Counter(5); return [c.next(), c.value]"));
    assertEquals(
        "11 true",
        eval(
            """
            class Twice extends binding.Counter { next() { super.next(); return super.next(); } }
            const c = new Twice(9);
            return c.next() + ' ' + (c instanceof binding.Counter)
            """));
    assertEquals(
        "TypeError Illegal invocation",
        eval(
            "try { binding.Counter.prototype.next.call({}) } catch (e) { return e.name + ' ' +"
                + " e.message }"));
    assertEquals("TypeError", eval("try { binding.Counter(1) } catch (e) { return e.name }"));
  }

  @Test
  void javaExceptionsBecomeNodesErrors() {
    assertEquals(
        "Error|ENOENT: no such file or directory, open 'x'|-2|ENOENT|open|x",
        eval(
            """
            try { binding.open('x') } catch (e) {
              return [e.name, e.message, e.errno, e.code, e.syscall, e.path].join('|')
            }
            """));
    assertEquals(
        "true too far ERR_OUT_OF_RANGE",
        eval(
            """
            try { binding.refuse() } catch (e) {
              return (e instanceof RangeError) + ' ' + e.message + ' ' + e.code
            }
            """));
    assertEquals(
        "ERR_INTERNAL_ASSERTION", eval("try { binding.broken() } catch (e) { return e.code }"));
  }

  @Test
  void whatScriptsThrowPassesThroughJava() {
    JSFunctionObject thrower =
        env.compiler().compileFunction("throw new TypeError('mine')", "test.js");
    try {
      Js.call(thrower, Js.UNDEFINED);
    } catch (AbstractTruffleException e) {
      assertEquals("mine", Js.toJavaString(Js.get(Errors.thrownValue(e), "message")));
      return;
    }
    throw new AssertionError("nothing was thrown");
  }
}
