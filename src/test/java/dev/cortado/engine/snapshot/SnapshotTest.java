package dev.cortado.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.nodes.ScriptNode;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSModuleData;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.cortado.engine.ContextFactory;
import dev.cortado.engine.ScriptCompiler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
  private Context context;
  private JSRealm realm;

  @BeforeEach
  void enter() {
    context = ContextFactory.newContext(HostAccess.NONE);
    realm = JavaScriptLanguage.getJSRealm(context);
    context.enter();
  }

  @AfterEach
  void leave() {
    context.leave();
    context.close();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What the function whose body is {@code text} returns when called with 7. */
  private String runFromSnapshot(String text) {
    byte[] kept = new SnapshotWriter(realm).write(utf8(text), "test", "n");
    Snapshot snapshot = Snapshot.read(kept, utf8(text));
    assertNotNull(snapshot);
    ScriptNode script = snapshot.toScript(realm.getContext(), ScriptCompiler.source(text, "test"));
    JSFunctionObject function = (JSFunctionObject) script.run(realm);
    return JSRuntime.toJavaString(JSFunction.call(function, Undefined.instance, new Object[] {7}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return n + 1 === 8 && 'ok';",
        "let sum = 0; for (let i = 0; i < n; i++) { if (i === 3) continue; sum += i; } return sum"
            + " === 18 ? 'ok' : sum;",
        "outer: for (const a of [1, 2, 3]) { for (const b in { x: 1, y: 2 }) { if (a === 2) break"
            + " outer; if (b) continue outer; } } return 'ok';",
        "function* g() { try { yield* [1, yield n]; } finally { yield 'end'; } } return"
            + " [...g()].length === 4 ? 'ok' : [...g()].join();",
        "class A { #x = n; static s = 'o'; get x() { return this.#x; } static { A.t = 'k'; } }"
            + " class B extends A { y = super.x; } return new B().y === 7 && A.s + B.t;",
        "const { a, b: [c, ...d], ...e } = { a: 1, b: [2, 3, 4], f: 5, g: 6 }; return a + c +"
            + " d.length + Object.keys(e).join('') === '5fg' && 'ok';",
        "const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i + n); return fs.map((f) =>"
            + " f()).join() === '7,8,9' && 'ok';",
        "switch (n) { case 1: return 1; case 7: { const t = `o${'k'}`; return t; } default: return"
            + " 0; }",
        "try { null.x; } catch ({ name }) { return name === 'TypeError' && 'ok'; } finally { n = 0;"
            + " }",
        "return /(?<y>\\d+)/u.exec('a7').groups.y === '7' && 'ok';",
        "return String(2n ** 70n) === '1180591620717411303424' && 0.1 + 0.2 !== 0.3 && 2 ** 40 ==="
            + " 1099511627776 && 'ok';",
        "const o = { get p() { return n; }, set p(v) { n = v; }, ['q' + 1]: 2, async *m() {},"
            + " 'é\\u{1F600}': 'ok' }; o.p = 8; return n + o.q1 === 10 && o['é\\u{1F600}'];",
        "function f(a = n, { b = a } = {}, ...c) { return arguments.length + a + b + c.length; }"
            + " return f(1, {}, 3) === 6 && new.target === undefined && 'ok';",
        "let done; (async () => { for await (const x of [1]) done = x; })(); return f(); function"
            + " f() { return done ??= 'ok'; }",
        "return (() => { try { return (function f() { 'use strict'; return this; })(); } finally {"
            + " /* nothing */ } })() === undefined && 'ok';",
      })
  void runsAsTranslated(String text) {
    assertEquals("ok", runFromSnapshot(text));
  }

  @Test
  void namesPlacesAsTranslated() {
    String stack =
        runFromSnapshot(
            "\n  function inner() {\n    return new Error('x').stack;\n  }\n  return inner();");
    assertEquals(
        "Error: x\n    at inner (test:3:12)\n    at test:5:10",
        stack.lines().limit(3).reduce((a, b) -> a + "\n" + b).orElseThrow());
  }

  @Test
  void showsItsText() {
    assertEquals(
        "function (a) { return a; }",
        runFromSnapshot("return String(function (a) { return a; });"));
  }

  @Test
  void isForOneTextOnly() {
    byte[] kept = new SnapshotWriter(realm).write(utf8("return 1;"), "test");
    assertNull(Snapshot.read(kept, utf8("return 2;")));
    assertNull(Snapshot.read(new byte[3], utf8("return 1;")));
  }

  @Test
  void isForOneVersionOfGraalJsOnly() {
    byte[] kept = new SnapshotWriter(realm).write(utf8("return 1;"), "test");
    kept[0]++;
    assertNull(Snapshot.read(kept, utf8("return 1;")));
  }

  @Test
  void aDifferenceIsFound() {
    SnapshotWriter writer = new SnapshotWriter(realm);
    String text = "return (function f() { return 1; })();";
    byte[] kept = writer.write(utf8(text), "test");
    ScriptNode one =
        Snapshot.read(kept, utf8(text))
            .toScript(realm.getContext(), ScriptCompiler.source(text, "test"));
    String other = text.replace('1', '2');
    byte[] otherKept = writer.write(utf8(other), "test");
    ScriptNode two =
        Snapshot.read(otherKept, utf8(other))
            .toScript(realm.getContext(), ScriptCompiler.source(other, "test"));
    one.getFunctionData().materialize();
    assertThrows(
        NotEncodableException.class,
        () -> new TreeComparison().compare(one.getFunctionData(), two.getFunctionData()));
  }

  @Test
  void keepsWhatAModuleImportsAndExports() {
    String text =
        """
        import a, { b as c } from 'x';
        import * as d from 'x';
        import e from 'y' with { type: 'json' };
        export { c as f, g } from 'z';
        export * from 'x';
        export * as h from 'y';
        export let i = a + c + d + e;
        export default class {}
        """;
    Source source = ScriptCompiler.moduleSource(text, "file:///test.mjs");
    byte[] kept = new SnapshotWriter(realm).writeModule(source, utf8(text));
    assertNull(ModuleSnapshot.read(kept, utf8(text + " ")));
    JSModuleData module =
        ModuleSnapshot.read(kept, utf8(text)).toModule(realm.getContext(), source);
    assertEquals(
        List.of("x", "y", "z"),
        module.getModule().getRequestedModules().stream()
            .map(request -> request.specifier().toJavaStringUncached())
            .distinct()
            .toList());
    assertEquals(4, module.getModule().getImportEntries().size());
    assertEquals(3, module.getModule().getIndirectExportEntries().size());
  }

  @Test
  void cachedCodeIsForOneTextAndWhole() {
    byte[] code = {1, 2, 3};
    byte[] kept = CachedCode.wrap(code, "text");
    assertNull(CachedCode.mismatch(kept, "text"));
    assertArrayEquals(code, CachedCode.unwrap(kept));
    assertEquals("code hash", words(CachedCode.mismatch(kept, "tex1")));
    assertEquals("code size", words(CachedCode.mismatch(kept, "text ")));
    assertEquals("cache size", words(CachedCode.mismatch(Arrays.copyOf(kept, 22), "text")));
    assertEquals("reading header", words(CachedCode.mismatch(Arrays.copyOf(kept, 19), "text")));
    kept[22]++;
    assertEquals("cache hash", words(CachedCode.mismatch(kept, "text")));
    kept[0]++;
    assertEquals("magic number", words(CachedCode.mismatch(kept, "text")));
  }

  private static String words(String mismatch) {
    return mismatch.replaceFirst(" (mismatch|failed).*", "");
  }
}
