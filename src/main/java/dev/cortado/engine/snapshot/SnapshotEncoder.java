package dev.cortado.engine.snapshot;

import com.oracle.truffle.js.codec.BinaryEncoder;
import com.oracle.truffle.js.nodes.JSNodeDecoder;
import com.oracle.truffle.js.nodes.JSNodeDecoder.Bytecode;
import com.oracle.truffle.js.nodes.function.FunctionRootNode;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes the functions of one file, inner ones first, and last the steps that make the script. */
final class SnapshotEncoder {
  /** The register of the script; the context and the outermost function are before it. */
  private static final int FIRST_INPUT = 2;

  private final Recording recording;
  private final ScriptOrModule script;
  private final List<?> requests;
  private final StepWriter out = new StepWriter();
  private final Map<JSFunctionData, Boolean> encoded = new IdentityHashMap<>();

  SnapshotEncoder(Recording recording, ScriptOrModule script) {
    this(recording, script, List.of());
  }

  /**
   * @param requests what a module imports: the steps get these from whoever reads them
   */
  SnapshotEncoder(Recording recording, ScriptOrModule script, List<?> requests) {
    this.recording = recording;
    this.script = script;
    this.requests = requests;
  }

  Recording recording() {
    return recording;
  }

  ScriptOrModule script() {
    return script;
  }

  List<?> requests() {
    return requests;
  }

  /**
   * Writes a whole script or module.
   *
   * @param text what it was translated from
   */
  Snapshot encodeScript(JSFunctionData data, byte[] text) {
    for (int i = 0; i < Snapshot.HEADER; i += Integer.BYTES) {
      out.putInt32(0);
    }
    int body = encode(data, Recording.root(data));
    int start = out.getPosition();
    int inputs = 1 + requests.size();
    out.putInt32(FIRST_INPUT + inputs + 1);
    step(Bytecode.ID_LD_ARG).putInt(JSNodeDecoder.CONTEXT_ARG);
    out.putUInt(0);
    for (int i = 0; i < inputs; i++) {
      step(Bytecode.ID_LD_ARG).putInt(i);
      out.putUInt(FIRST_INPUT + i);
    }
    step(Bytecode.ID_FUNCTION_DATA).putUInt(0);
    out.putInt(data.getLength());
    out.putString(data.getName());
    out.putInt32(data.getFlags());
    out.putUInt(1);
    step(Bytecode.ID_CALL_EXTRACTED).putInt32(body);
    out.putInt(1 + inputs);
    out.putUInt(1);
    for (int i = 0; i < inputs; i++) {
      out.putUInt(FIRST_INPUT + i);
    }
    out.putUInt(FIRST_INPUT + inputs);
    step(Bytecode.ID_RETURN).putUInt(FIRST_INPUT + inputs);
    return Snapshot.of(out.toByteArray(), start, text);
  }

  private BinaryEncoder step(Bytecode step) {
    out.putUInt(step.ordinal());
    return out;
  }

  int encode(JSFunctionData data, FunctionRootNode root) {
    if (encoded.put(data, true) != null) {
      throw new NotEncodableException("a function of two parents: " + data.getName());
    }
    return new FunctionEncoder(this, data).encode(root);
  }

  /** Adds a function's finished steps and returns where they are. */
  int append(int registers, BinaryEncoder steps) {
    int position = out.getPosition();
    out.putInt32(registers);
    out.append(steps);
    return position;
  }
}
