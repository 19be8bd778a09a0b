package dev.cortado.engine;

import com.oracle.js.parser.ir.Module.ImportPhase;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeUtil;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.nodes.access.JSTargetableNode;
import com.oracle.truffle.js.nodes.control.ModuleYieldNode;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import java.util.Arrays;
import java.util.Set;

/**
 * Makes the nodes of a text that {@link UsingSyntax} has rewritten: two of its names mean what no
 * program can name or hide.
 */
final class UsingFactory extends NodeFactory {
  private final NodeFactory base;
  private final String prefix;
  private final String bodyName;
  private final Object newResources;

  /** Where the body of a module belongs; null where there is none. */
  private Node bodyPlace;

  /**
   * @param base what scripts and imports are made by
   * @param prefix the name of {@code newResources} in the text
   */
  UsingFactory(NodeFactory base, String prefix, Object newResources) {
    this.base = base;
    this.prefix = prefix;
    this.bodyName = prefix + "_body";
    this.newResources = newResources;
  }

  @Override
  public JSTargetableNode createReadGlobalProperty(JSContext context, TruffleString name) {
    String text = Js.toJavaString(name);
    if (text.equals(prefix)) {
      return new ValueNode(newResources);
    }
    if (text.equals(bodyName)) {
      ValueNode place = new ValueNode(Js.UNDEFINED);
      bodyPlace = place;
      return place;
    }
    return super.createReadGlobalProperty(context, name);
  }

  @Override
  public JavaScriptNode createGlobalVarWrapper(
      TruffleString name,
      JavaScriptNode property,
      JavaScriptNode dynamicScope,
      JSTargetableNode scopeAccess) {
    return property instanceof ValueNode
        ? property
        : super.createGlobalVarWrapper(name, property, dynamicScope, scopeAccess);
  }

  /**
   * The statements of a module, without its declarations, end in the variable that has its
   * resources and a {@code try}: the others go in there.
   */
  @Override
  public JavaScriptNode createExprBlock(JavaScriptNode... statements) {
    int last = statements.length - 1;
    if (bodyPlace == null || last == 0 || !makesResources(statements[last - 1])) {
      return super.createExprBlock(statements);
    }
    Node parent = parentOf(statements[last], bodyPlace);
    if (parent == null || Arrays.stream(statements).anyMatch(UsingFactory::isYield)) {
      return super.createExprBlock(statements);
    }
    JavaScriptNode body = super.createExprBlock(Arrays.copyOf(statements, last - 1));
    NodeUtil.replaceChild(parent, bodyPlace, body);
    bodyPlace = null;
    return super.createExprBlock(statements[last - 1], statements[last]);
  }

  private static boolean makesResources(JavaScriptNode statement) {
    return NodeUtil.findFirstNodeInstance(statement, ValueNode.class) != null;
  }

  private static boolean isYield(JavaScriptNode statement) {
    return NodeUtil.findFirstNodeInstance(statement, ModuleYieldNode.class) != null;
  }

  /** Nodes that are being made do not know their parents yet. */
  private static Node parentOf(Node root, Node wanted) {
    for (Node child : NodeUtil.findNodeChildren(root)) {
      if (child == wanted) {
        return root;
      }
      Node parent = parentOf(child, wanted);
      if (parent != null) {
        return parent;
      }
    }
    return null;
  }

  @Override
  public ScriptOrModule createScript(JSContext context, Source source) {
    return base.createScript(context, source);
  }

  @Override
  public JavaScriptNode createImportCall(
      JSContext context,
      ImportPhase phase,
      JavaScriptNode specifier,
      JavaScriptNode options,
      ScriptOrModule active) {
    return base.createImportCall(context, phase, specifier, options, active);
  }

  /** A global variable that is always there. */
  private static final class ValueNode extends JSTargetableNode {
    private final Object value;

    ValueNode(Object value) {
      this.value = value;
    }

    @Override
    public Object execute(VirtualFrame frame) {
      return value;
    }

    @Override
    public Object evaluateTarget(VirtualFrame frame) {
      return Js.UNDEFINED;
    }

    @Override
    public Object executeWithTarget(VirtualFrame frame, Object target) {
      return value;
    }

    @Override
    protected JavaScriptNode copyUninitialized(Set<Class<? extends Tag>> materializedTags) {
      return new ValueNode(value);
    }
  }
}
