package dev.cortado.engine.snapshot;

import com.oracle.js.parser.ir.Module;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.parser.JavaScriptTranslator;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.objects.JSModuleData;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import dev.cortado.engine.ScriptCompiler;
import java.nio.charset.StandardCharsets;

/** Makes snapshots: of {@code lib/} at build time, of a program's files for its compile cache. */
public final class SnapshotWriter {
  private final JSContext context;
  private final NodeFactory factory = RecordingFactory.instance();

  /**
   * @param realm an entered one, with the options that programs run with
   */
  public SnapshotWriter(JSRealm realm) {
    this.context = realm.getContext();
  }

  /**
   * Translates a text as {@link ScriptCompiler#compileFunction} does, encodes the outcome, decodes
   * it again and compares the two.
   *
   * @return what {@link Snapshot#read} takes
   * @throws NotEncodableException where a snapshot can't say all that the translation says
   */
  public byte[] write(byte[] text, String fileName, String... parameters) {
    Source source = ScriptCompiler.source(new String(text, StandardCharsets.UTF_8), fileName);
    return writeScript(source, text, ScriptCompiler.prolog(parameters), ScriptCompiler.EPILOG);
  }

  /**
   * Translates a text as a script.
   *
   * @param prolog what stands before it
   * @param epilog what stands behind it
   * @return what {@link Snapshot#read} takes
   * @throws NotEncodableException where a snapshot can't say all that the translation says
   */
  public byte[] writeScript(Source source, byte[] text, String prolog, String epilog) {
    Recording recording = Recording.start();
    JSFunctionData translated;
    try {
      translated =
          JavaScriptTranslator.translateScript(factory, context, source, false, prolog, epilog)
              .getFunctionData();
    } finally {
      Recording.stop();
    }
    ScriptOrModule script = Recording.root(translated).getActiveScriptOrModule();
    Snapshot snapshot = new SnapshotEncoder(recording, script).encodeScript(translated, text);
    new TreeComparison().compare(translated, snapshot.toScript(context, source).getFunctionData());
    return snapshot.bytes();
  }

  /**
   * Translates a text as an ES module.
   *
   * @return what {@link ModuleSnapshot#read} takes
   * @throws NotEncodableException where a snapshot can't say all that the translation says
   */
  public byte[] writeModule(Source source, byte[] text) {
    Recording recording = Recording.start();
    JSModuleData translated;
    try {
      translated = JavaScriptTranslator.translateModule(factory, context, source);
    } finally {
      Recording.stop();
    }
    Module module = translated.getModule();
    Snapshot body =
        new SnapshotEncoder(recording, translated, module.getRequestedModules())
            .encodeScript(translated.getFunctionData(), text);
    ModuleSnapshot snapshot = ModuleSnapshot.of(body, module);
    new TreeComparison().compare(translated, snapshot.toModule(context, source));
    return snapshot.bytes();
  }
}
