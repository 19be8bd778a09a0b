package dev.cortado.engine.snapshot;

import com.oracle.js.parser.ir.Module;
import com.oracle.js.parser.ir.Module.ExportEntry;
import com.oracle.js.parser.ir.Module.ImportEntry;
import com.oracle.js.parser.ir.Module.ImportPhase;
import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.codec.BinaryDecoder;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.nodes.function.FunctionRootNode;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.objects.JSModuleData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A translated ES module: the {@link Snapshot} of its body and what it imports and exports.
 *
 * <p>Begins with how many bytes the snapshot has (32 bits, big endian); behind the snapshot come
 * the lists, as {@link #describe} writes them.
 */
public record ModuleSnapshot(byte[] bytes) {
  static ModuleSnapshot of(Snapshot body, Module module) {
    byte[] lists = describe(module);
    int length = body.bytes().length;
    return new ModuleSnapshot(
        ByteBuffer.allocate(Integer.BYTES + length + lists.length)
            .putInt(length)
            .put(body.bytes())
            .put(lists)
            .array());
  }

  /** Null where the bytes were made from another text, or for another version of GraalJS. */
  public static ModuleSnapshot read(byte[] bytes, byte[] text) {
    ModuleSnapshot snapshot = new ModuleSnapshot(bytes);
    return Snapshot.read(snapshot.body(), text) == null ? null : snapshot;
  }

  private byte[] body() {
    byte[] body = new byte[ByteBuffer.wrap(bytes).getInt()];
    System.arraycopy(bytes, Integer.BYTES, body, 0, body.length);
    return body;
  }

  /**
   * The module, its functions' nodes to be made when they are first called.
   *
   * @param source the text it was made from
   */
  public JSModuleData toModule(JSContext context, Source source) {
    return toModule(context, source, NodeFactory.getInstance(context));
  }

  /**
   * Like {@link #toModule(JSContext, Source)}, made of another factory's nodes.
   *
   * @param factory makes the same nodes as GraalJS's own, or such as do the same
   */
  public JSModuleData toModule(JSContext context, Source source, NodeFactory factory) {
    byte[] body = body();
    Module module = new Reader(bytes, Integer.BYTES + body.length).module();
    JSModuleData data = new JSModuleData(module, context, source);
    List<Object> arguments = new ArrayList<>();
    arguments.add(data);
    arguments.addAll(module.getRequestedModules());
    FunctionRootNode root =
        new Snapshot(body).decode(context, source, factory, arguments.toArray());
    data.setFunctionData(root.getFunctionData());
    return data;
  }

  private static byte[] describe(Module module) {
    StepWriter out = new StepWriter();
    List<ModuleRequest> requests = module.getRequestedModules();
    out.putUInt(requests.size());
    for (ModuleRequest request : requests) {
      out.putString(request.specifier());
      out.putUInt(request.phase().ordinal());
      out.putUInt(request.attributes().size());
      request
          .attributes()
          .forEach(
              (key, value) -> {
                out.putString(key);
                out.putString(value);
              });
    }
    out.putUInt(module.getImportEntries().size());
    for (ImportEntry entry : module.getImportEntries()) {
      out.putUInt(requests.indexOf(entry.getModuleRequest()));
      out.putString(entry.getImportName());
      out.putString(entry.getLocalName());
    }
    describeExports(out, requests, module.getLocalExportEntries());
    describeExports(out, requests, module.getIndirectExportEntries());
    describeExports(out, requests, module.getStarExportEntries());
    return out.toByteArray();
  }

  private static void describeExports(
      StepWriter out, List<ModuleRequest> requests, List<ExportEntry> entries) {
    out.putUInt(entries.size());
    for (ExportEntry entry : entries) {
      ModuleRequest from = entry.getModuleRequest();
      out.putUInt(from == null ? 0 : 1 + requests.indexOf(from));
      putName(out, entry.getExportName());
      putName(out, entry.getImportName());
      putName(out, entry.getLocalName());
    }
  }

  private static void putName(StepWriter out, TruffleString name) {
    out.putUInt(name == null ? 0 : 1);
    if (name != null) {
      out.putString(name);
    }
  }

  /** Reads what {@link #describe} wrote. */
  private static final class Reader {
    private final BinaryDecoder in;
    private final List<ModuleRequest> requests = new ArrayList<>();

    Reader(byte[] bytes, int position) {
      this.in = new BinaryDecoder(ByteBuffer.wrap(bytes), position);
    }

    Module module() {
      requests.addAll(list(this::request));
      // The parser's own nodes of the statements serve the translator only.
      return new Module(
          requests,
          list(this::importEntry),
          list(this::exportEntry),
          list(this::exportEntry),
          list(this::exportEntry),
          null,
          null);
    }

    private <T> List<T> list(Supplier<T> element) {
      int length = in.getUInt();
      List<T> list = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        list.add(element.get());
      }
      return list;
    }

    private ModuleRequest request() {
      TruffleString specifier = in.getString();
      ImportPhase phase = ImportPhase.values()[in.getUInt()];
      Map<TruffleString, TruffleString> attributes = new HashMap<>();
      for (int left = in.getUInt(); left > 0; left--) {
        attributes.put(in.getString(), in.getString());
      }
      return ModuleRequest.create(specifier, attributes, phase);
    }

    private ImportEntry importEntry() {
      ModuleRequest request = requests.get(in.getUInt());
      return ImportEntry.importSpecifier(in.getString(), in.getString()).withFrom(request);
    }

    private ExportEntry exportEntry() {
      int from = in.getUInt();
      TruffleString exportName = name();
      TruffleString importName = name();
      TruffleString localName = name();
      if (from == 0) {
        return ExportEntry.exportSpecifier(exportName, localName);
      }
      ModuleRequest request = requests.get(from - 1);
      return exportName == null
          ? ExportEntry.exportStarFrom(request)
          : ExportEntry.exportIndirect(exportName, request, importName);
    }

    private TruffleString name() {
      return in.getUInt() == 0 ? null : in.getString();
    }
  }
}
