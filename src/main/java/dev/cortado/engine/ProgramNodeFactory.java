package dev.cortado.engine;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.js.nodes.JSFrameSlot;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.nodes.access.JSReadFrameSlotNode;
import com.oracle.truffle.js.runtime.JSContext;
import java.util.Set;

/**
 * Makes the nodes of programs: GraalJS's own, but each {@code await} is found again. GraalJS
 * remembers where an async function waits, for the stacks of errors, only if it waits for a call;
 * of any other it knows no more than the function's beginning.
 */
class ProgramNodeFactory extends NodeFactory {
  static final NodeFactory INSTANCE = new ProgramNodeFactory();

  @Override
  public JavaScriptNode createAwait(
      JSContext context,
      JSFrameSlot stateSlot,
      JavaScriptNode expression,
      JSReadFrameSlotNode readAsyncContext,
      JSReadFrameSlotNode readAsyncResult) {
    JavaScriptNode awaited =
        expression == null || expression.hasTag(StandardTags.CallTag.class)
            ? expression
            : new AwaitedNode(expression);
    return super.createAwait(context, stateSlot, awaited, readAsyncContext, readAsyncResult);
  }

  /** What is waited for; it has no place of its own, so that of the await counts. */
  private static final class AwaitedNode extends JavaScriptNode {
    @Child private JavaScriptNode expression;

    AwaitedNode(JavaScriptNode expression) {
      this.expression = expression;
    }

    @Override
    public Object execute(VirtualFrame frame) {
      return expression.execute(frame);
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
      return tag == StandardTags.CallTag.class;
    }

    @Override
    protected JavaScriptNode copyUninitialized(Set<Class<? extends Tag>> materializedTags) {
      return new AwaitedNode(cloneUninitialized(expression, materializedTags));
    }
  }
}
