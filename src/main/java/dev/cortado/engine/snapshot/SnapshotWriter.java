package dev.cortado.engine.snapshot;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.nodes.function.FunctionRootNode;
import com.oracle.truffle.js.parser.JavaScriptTranslator;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import dev.cortado.engine.ScriptCompiler;
import java.nio.charset.StandardCharsets;

/** Makes snapshots, at build time. */
public final class SnapshotWriter {
  private final JSContext context;
  private final NodeFactory factory = RecordingFactory.create();

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
    Recording recording = Recording.start();
    JSFunctionData translated;
    try {
      translated =
          JavaScriptTranslator.translateScript(
                  factory,
                  context,
                  source,
                  false,
                  ScriptCompiler.prolog(parameters),
                  ScriptCompiler.EPILOG)
              .getFunctionData();
    } finally {
      Recording.stop();
    }
    FunctionRootNode root = Recording.root(translated);
    Snapshot snapshot =
        new SnapshotEncoder(recording, root.getActiveScriptOrModule())
            .encodeScript(translated, text);
    new TreeComparison().compare(translated, snapshot.toScript(context, source).getFunctionData());
    return snapshot.bytes();
  }
}
