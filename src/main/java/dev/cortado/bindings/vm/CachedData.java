package dev.cortado.bindings.vm;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.JSRealm;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.ScriptCompiler;
import dev.cortado.engine.ScriptOrigin;
import dev.cortado.engine.snapshot.CachedCode;
import dev.cortado.engine.snapshot.NotEncodableException;
import dev.cortado.engine.snapshot.Snapshot;
import dev.cortado.engine.snapshot.SnapshotWriter;
import java.nio.charset.StandardCharsets;

/**
 * What {@code createCachedData()} gives and {@code cachedData} takes: a snapshot of a text.
 *
 * @param text as it is placed (see {@link ScriptOrigin#place})
 * @param prolog what stands before it
 * @param epilog what stands behind it
 */
record CachedData(String text, String prolog, String epilog) {
  static CachedData ofScript(String text, ScriptOrigin origin) {
    return new CachedData(origin.place(text), "", "");
  }

  static CachedData ofFunction(String text, ScriptOrigin origin, String... parameters) {
    return new CachedData(
        origin.place(text), ScriptCompiler.prolog(parameters), ScriptCompiler.EPILOG);
  }

  /** What a program may keep: no more than which text it is of, where no snapshot can be made. */
  byte[] create(JSRealm realm, String fileName) {
    return CachedCode.wrap(encode(realm, fileName), key());
  }

  private byte[] encode(JSRealm realm, String fileName) {
    Source source = ScriptCompiler.source(text, fileName);
    try {
      return new SnapshotWriter(realm).writeScript(source, utf8(), prolog, epilog);
    } catch (NotEncodableException | JSException | StackOverflowError e) {
      // The engine itself can't parse a text with `using`: the compiler rewrites it.
      return new byte[0];
    }
  }

  /** Whether bytes were made of this text by this version. */
  boolean fits(Bytes bytes) {
    return CachedCode.mismatch(bytes.copy(), key()) == null;
  }

  /** The snapshot in bytes that fit; {@code null} where they have none. */
  Snapshot read(Bytes bytes) {
    return Snapshot.read(CachedCode.unwrap(bytes.copy()), utf8());
  }

  private String key() {
    return prolog + text;
  }

  private byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
