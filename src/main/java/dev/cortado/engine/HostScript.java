package dev.cortado.engine;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;

/**
 * A script with a value of its host's, which lives as long as the script's code does: it says who
 * answers the script's {@code import()}.
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

  /** What the translator of a text takes its script from. */
  static NodeFactory factory(Object hostDefined) {
    return new NodeFactory() {
      @Override
      public ScriptOrModule createScript(JSContext context, Source source) {
        return new HostScript(context, source, hostDefined);
      }
    };
  }
}
