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
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A translated file.
 *
 * <p>On disk: the checksum of GraalJS's node factory, that of the file's text, where the script's
 * steps start (32 bits each, big endian), then the steps.
 *
 * @param steps what {@link JSNodeDecoder} reads
 * @param start where those of the script begin
 */
public record Snapshot(byte[] steps, int start) {
  /** Which of the arguments of the script's steps is the script. */
  static final int SCRIPT_ARGUMENT = 0;

  private static final int HEADER = 12;

  /** The bytes to keep, for a file of this text. */
  byte[] toByteArray(byte[] text) {
    return ByteBuffer.allocate(HEADER + steps.length)
        .putInt(JSNodeDecoder.getChecksum())
        .putInt(checksum(text))
        .putInt(start)
        .put(steps)
        .array();
  }

  /**
   * Reads what {@link #toByteArray} made.
   *
   * @return null where it was made from another text, or for another version of GraalJS
   */
  public static Snapshot read(byte[] bytes, byte[] text) {
    if (bytes.length < HEADER) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getInt() != JSNodeDecoder.getChecksum() || header.getInt() != checksum(text)) {
      return null;
    }
    int start = header.getInt();
    return new Snapshot(Arrays.copyOfRange(bytes, HEADER, bytes.length), start);
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
    NodeFactory factory = NodeFactory.getInstance(context);
    ScriptOrModule script = factory.createScript(context, source);
    NodeDecoder.DecoderState state =
        new NodeDecoder.DecoderState(
            new BinaryDecoder(ByteBuffer.wrap(steps), start), new Object[] {script});
    Object root = new JSNodeDecoder().decodeNode(state, factory, context, source);
    return ScriptNode.fromFunctionRoot((FunctionRootNode) root);
  }
}
