package dev.cortado.engine.snapshot;

import com.oracle.js.parser.ir.Module;
import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.JSFrameSlot;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.nodes.control.BreakTarget;
import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.objects.JSModuleData;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import com.oracle.truffle.js.runtime.util.InternalSlotId;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares two translations of a script, node by node and field by field, with the functions in
 * them. What is one object in one must be one object in the other.
 */
final class TreeComparison {
  /** Places, which are compared as sections, and what a tree gets when it is run. */
  private static final Set<String> OWN_WAY =
      Set.of("parent", "source", "charIndex", "charLength", "callTarget", "lock", "sourceSection");

  private static final List<Class<? extends Tag>> TAGS =
      List.of(
          StandardTags.StatementTag.class,
          StandardTags.CallTag.class,
          StandardTags.ExpressionTag.class,
          StandardTags.RootBodyTag.class);

  private final Map<Object, Object> seen = new IdentityHashMap<>();

  /**
   * @throws NotEncodableException where they differ
   */
  void compare(JSFunctionData left, JSFunctionData right) {
    same("", left, right);
  }

  /**
   * Compares modules: what they import and export, and both halves of their body.
   *
   * @throws NotEncodableException where they differ
   */
  void compare(JSModuleData left, JSModuleData right) {
    require(lists(left.getModule()).equals(lists(right.getModule())), "/lists", left, right);
    compare(left.getFunctionData(), right.getFunctionData());
    same("", left.getFunctionData().getCallTarget(), right.getFunctionData().getCallTarget());
  }

  private static List<Object> lists(Module module) {
    return List.of(
        module.getRequestedModules(),
        module.getImportEntries().toString(),
        module.getLocalExportEntries().toString(),
        module.getIndirectExportEntries().toString(),
        module.getStarExportEntries().toString());
  }

  private void same(String where, Object left, Object right) {
    if (left == right) {
      return;
    }
    if (left == null || right == null || left.getClass() != right.getClass()) {
      throw different(where, left, right);
    }
    if (isIdentity(left)) {
      Object known = seen.putIfAbsent(left, right);
      if (known != null) {
        require(known == right, where, left, right);
        return;
      }
    }
    switch (left) {
      case JSFunctionData function -> sameFunction(where, function, (JSFunctionData) right);
      case Node node -> sameNode(where, node, (Node) right);
      case RootCallTarget target ->
          same(where, target.getRootNode(), ((RootCallTarget) right).getRootNode());
      case FrameDescriptor descriptor -> sameDescriptor(where, descriptor, (FrameDescriptor) right);
      case SourceSection section -> sameSection(where, section, (SourceSection) right);
      case Collection<?> elements -> sameElements(where, elements, (Collection<?>) right);
      case InternalSlotId id -> require(id.toString().equals(right.toString()), where, left, right);
      case BreakTarget target ->
          sameFields(where, BreakTarget.class, left, right, Set.of("label", "id"));
      case ScriptOrModule script -> {}
      case Throwable jump -> {} // what a break throws: nothing but its class and identity
      default -> sameValue(where, left, right);
    }
  }

  private static boolean isIdentity(Object object) {
    return object instanceof Node
        || object instanceof JSFunctionData
        || object instanceof ScriptOrModule
        || object instanceof Throwable
        || object instanceof BreakTarget target && target.getClass() == BreakTarget.class;
  }

  private void sameFunction(String where, JSFunctionData left, JSFunctionData right) {
    String name = where + "/" + left.getName();
    require(left.getContext() == right.getContext(), name, left, right);
    require(left.getLength() == right.getLength(), name, left, right);
    require(left.getFlags() == right.getFlags(), name, left, right);
    require(left.getName().equals(right.getName()), name, left, right);
    right.materialize();
    same(name, left.getRootNode(), right.getRootNode());
  }

  private void sameNode(String where, Node left, Node right) {
    String name = where + "/" + left.getClass().getSimpleName();
    same(name, left.getSourceSection(), right.getSourceSection());
    if (left instanceof JavaScriptNode node) {
      for (Class<? extends Tag> tag : TAGS) {
        require(node.hasTag(tag) == ((JavaScriptNode) right).hasTag(tag), name, left, right);
      }
    }
    for (Class<?> type = left.getClass(); type != Object.class; type = type.getSuperclass()) {
      sameFields(name, type, left, right, OWN_WAY);
    }
  }

  private void sameFields(
      String where, Class<?> type, Object left, Object right, Set<String> without) {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) || without.contains(field.getName())) {
        continue;
      }
      try {
        field.setAccessible(true);
        same(where + "." + field.getName(), field.get(left), field.get(right));
      } catch (IllegalAccessException e) {
        throw new NotEncodableException(where + ": " + e.getMessage());
      }
    }
  }

  private void sameDescriptor(String where, FrameDescriptor left, FrameDescriptor right) {
    require(left.getNumberOfSlots() == right.getNumberOfSlots(), where, left, right);
    require(left.getDefaultValue() == right.getDefaultValue(), where, left, right);
    for (int i = 0; i < left.getNumberOfSlots(); i++) {
      same(where, left.getSlotName(i), right.getSlotName(i));
      require(JSFrameUtil.getFlags(left, i) == JSFrameUtil.getFlags(right, i), where, left, right);
      require(left.getSlotKind(i) == right.getSlotKind(i), where, left, right);
    }
  }

  private void sameSection(String where, SourceSection left, SourceSection right) {
    require(left.isAvailable() == right.isAvailable(), where, left, right);
    if (!left.isAvailable()) {
      return; // the translator's says that it is internal, the decoder's only that there is none
    }
    same(where, left.getSource(), right.getSource());
    require(left.getCharIndex() == right.getCharIndex(), where, left, right);
    require(left.getCharLength() == right.getCharLength(), where, left, right);
  }

  private void sameElements(String where, Collection<?> left, Collection<?> right) {
    require(left.size() == right.size(), where, left, right);
    Iterator<?> others = right.iterator();
    for (Object element : left) {
      same(where, element, others.next());
    }
  }

  private void sameValue(String where, Object left, Object right) {
    if (left.getClass().isArray()) {
      require(Array.getLength(left) == Array.getLength(right), where, left, right);
      for (int i = 0; i < Array.getLength(left); i++) {
        same(where, Array.get(left, i), Array.get(right, i));
      }
      return;
    }
    boolean plain =
        left instanceof Number
            || left instanceof Boolean
            || left instanceof Character
            || left instanceof String
            || left instanceof TruffleString
            || left instanceof BigInt
            || left instanceof Enum<?>
            || left instanceof JSFrameSlot
            || left instanceof ModuleRequest
            || left instanceof Source
            || left instanceof JSContext;
    if (plain) {
      require(Objects.equals(left, right), where, left, right);
    } else if (left.getClass().getName().startsWith("com.oracle.truffle.js.")) {
      for (Class<?> type = left.getClass(); type != Object.class; type = type.getSuperclass()) {
        sameFields(where, type, left, right, Set.of());
      }
    }
  }

  private static void require(boolean same, String where, Object left, Object right) {
    if (!same) {
      throw different(where, left, right);
    }
  }

  private static NotEncodableException different(String where, Object left, Object right) {
    return new NotEncodableException(
        "differs after decoding at " + where + ": " + left + " is " + right);
  }
}
