package dev.cortado.engine.snapshot;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.codec.BinaryDecoder;
import com.oracle.truffle.js.codec.NodeDecoder;
import com.oracle.truffle.js.nodes.JSNodeDecoder;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.nodes.ScriptNode;
import com.oracle.truffle.js.nodes.function.FunctionRootNode;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A translated file.
 *
 * <p>Begins with the checksum of GraalJS's node factory, that of the file's text and where the
 * script's steps are (32 bits each, big endian); what follows is for {@link JSNodeDecoder}, which
 * counts places from the very beginning.
 */
public record Snapshot(byte[] bytes) {
  /** How many bytes stand before the steps. */
  static final int HEADER = 12;

  private static final int START = 8;

  /**
   * @param bytes the steps, behind room for the header
   * @param start where those of the script are
   */
  static Snapshot of(byte[] bytes, int start, byte[] text) {
    ByteBuffer.wrap(bytes).putInt(JSNodeDecoder.getChecksum()).putInt(checksum(text)).putInt(start);
    return new Snapshot(bytes);
  }

  /** Null where the bytes were made from another text, or for another version of GraalJS. */
  public static Snapshot read(byte[] bytes, byte[] text) {
    if (bytes.length < HEADER) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getInt() != JSNodeDecoder.getChecksum() || header.getInt() != checksum(text)) {
      return null;
    }
    return new Snapshot(bytes);
  }

  private static int checksum(byte[] text) {
    CRC32 checksum = new CRC32();
    checksum.update(text);
    return (int) checksum.getValue();
  }

  /**
   * The script, its functions' nodes to be made when they are first called.
   *
   * @param source the text it was made from
   */
  public ScriptNode toScript(JSContext context, Source source) {
    return toScript(context, source, NodeFactory.getInstance(context));
  }

  /**
   * Like {@link #toScript(JSContext, Source)}, made of another factory's nodes.
   *
   * @param factory makes the same nodes as GraalJS's own, or such as do the same
   */
  public ScriptNode toScript(JSContext context, Source source, NodeFactory factory) {
    ScriptOrModule script = factory.createScript(context, source);
    return ScriptNode.fromFunctionRoot(decode(context, source, factory, script));
  }

  /**
   * @param arguments what the steps of the outermost function are given, the script first
   */
  FunctionRootNode decode(
      JSContext context, Source source, NodeFactory factory, Object... arguments) {
    ByteBuffer steps = ByteBuffer.wrap(bytes);
    NodeDecoder.DecoderState state =
        new NodeDecoder.DecoderState(new BinaryDecoder(steps, steps.getInt(START)), arguments);
    return (FunctionRootNode) new JSNodeDecoder().decodeNode(state, factory, context, source);
  }
}
