package dev.cortado.engine;

import com.oracle.js.parser.ir.Module.ImportPhase;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;

/**
 * A script, or the part of a module that imports, with a value of its host's, which lives as long
 * as the script's code does: it says who answers the script's {@code import()}.
 */
public final class HostScript extends ScriptOrModule {
  private final Object hostDefined;

  private HostScript(JSContext context, Source source, Object hostDefined) {
    super(context, source);
    this.hostDefined = hostDefined;
  }

  public Object hostDefined() {
    return hostDefined;
  }

  /** What the translator of a text takes its script from, and the referrer of its imports. */
  static NodeFactory factory(Object hostDefined) {
    return new ProgramNodeFactory() {
      @Override
      public ScriptOrModule createScript(JSContext context, Source source) {
        return new HostScript(context, source, hostDefined);
      }

      @Override
      public JavaScriptNode createImportCall(
          JSContext context,
          ImportPhase phase,
          JavaScriptNode specifier,
          JavaScriptNode options,
          ScriptOrModule active) {
        ScriptOrModule referrer =
            active instanceof HostScript
                ? active
                : new HostScript(context, active.getSource(), hostDefined);
        return super.createImportCall(context, phase, specifier, options, referrer);
      }
    };
  }
}
