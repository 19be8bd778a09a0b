package dev.cortado.engine.snapshot;

import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.codec.BinaryEncoder;
import com.oracle.truffle.js.nodes.JSFrameSlot;
import com.oracle.truffle.js.nodes.JSNodeDecoder;
import com.oracle.truffle.js.nodes.JSNodeDecoder.Bytecode;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.nodes.NodeFactoryDecoderGen;
import com.oracle.truffle.js.nodes.control.BreakTarget;
import com.oracle.truffle.js.nodes.control.ContinueTarget;
import com.oracle.truffle.js.nodes.function.FunctionRootNode;
import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what makes the nodes of one function, as {@link JSNodeDecoder} reads it: steps that each
 * put an object into the next register. Inner functions are written before, on their own; the outer
 * one holds where they are and makes their nodes when they are first called.
 *
 * <p>The walk starts at the function's root node and asks {@link Recording} what made each object,
 * so what the translator made and dropped is not written.
 */
final class FunctionEncoder {
  /** What every function's steps are given: its data and the script it belongs to. */
  private static final int FUNCTION_ARGUMENT = 0;

  private static final int SCRIPT_ARGUMENT = 1;

  private static final Class<?>[] CLASSES = NodeFactoryDecoderGen.create().getClasses();

  private final SnapshotEncoder file;
  private final JSFunctionData function;
  private final BinaryEncoder out = new BinaryEncoder();
  private final Map<Object, Integer> objects = new IdentityHashMap<>();
  private final Map<Object, Integer> constants = new HashMap<>();
  private int registers;

  FunctionEncoder(SnapshotEncoder file, JSFunctionData function) {
    this.file = file;
    this.function = function;
  }

  /**
   * Writes the function's steps.
   *
   * @return where they are in the file
   * @throws NotEncodableException where a node was not made by the factory
   */
  int encode(FunctionRootNode root) {
    int register = register(root);
    begin(Bytecode.ID_RETURN);
    out.putUInt(register);
    return file.append(registers, out);
  }

  private void begin(Bytecode step) {
    out.putUInt(step.ordinal());
  }

  private int end() {
    out.putUInt(registers);
    return registers++;
  }

  /** The register that holds an object, after the steps that put it there. */
  private int register(Object object) {
    if (isConstant(object)) {
      Object key = object == null ? Bytecode.ID_LDC_SINGLETON : object;
      Integer known = constants.get(key);
      if (known == null) {
        known = constant(object);
        constants.put(key, known);
      }
      return known;
    }
    Integer known = objects.get(object);
    if (known == null) {
      known = make(object);
      objects.put(object, known);
    }
    return known;
  }

  private static boolean isConstant(Object object) {
    return object == null
        || JSNodeDecoder.getSingletonIndex(object) >= 0
        || object instanceof Number && !(object instanceof BigInt)
        || object instanceof Boolean
        || object instanceof Enum<?>
        || object instanceof TruffleString
        || object instanceof String;
  }

  private int constant(Object value) {
    switch (value) {
      case Integer number -> {
        begin(Bytecode.ID_LDC_INT);
        out.putInt(number);
      }
      case Long number -> {
        begin(Bytecode.ID_LDC_LONG);
        out.putLong(number);
      }
      case Double number -> {
        begin(Bytecode.ID_LDC_DOUBLE);
        out.putDouble(number);
      }
      case Boolean flag -> {
        begin(Bytecode.ID_LDC_BOOLEAN);
        out.putInt(flag ? 1 : 0);
      }
      case Enum<?> constant -> {
        begin(Bytecode.ID_LDC_ENUM);
        out.putInt(classIndex(constant.getDeclaringClass()));
        out.putInt(constant.ordinal());
      }
      case TruffleString text -> {
        begin(Bytecode.ID_LDC_STRING);
        out.putString(text);
      }
      case String text -> {
        begin(Bytecode.ID_LDC_JAVA_STRING);
        out.putString(Strings.fromJavaString(text));
      }
      case null, default -> {
        begin(Bytecode.ID_LDC_SINGLETON);
        out.putInt(JSNodeDecoder.getSingletonIndex(value));
      }
    }
    return end();
  }

  private int make(Object object) {
    return switch (object) {
      case JSContext context -> argument(JSNodeDecoder.CONTEXT_ARG);
      case Source source -> argument(JSNodeDecoder.SOURCE_ARG);
      case ScriptOrModule script -> argument(SCRIPT_ARGUMENT);
      case JSFunctionData data ->
          data == function ? argument(FUNCTION_ARGUMENT) : innerFunction(data);
      case JSFrameSlot slot -> frameSlot(slot);
      case FrameDescriptor descriptor -> frameDescriptor(descriptor);
      case SourceSection section -> sourceSection(section);
      case BreakTarget target -> jumpTarget(target);
      case RootCallTarget target -> callTarget(target);
      case BigInt number -> bigInt(number);
      case ModuleRequest request -> moduleRequest(request);
      case List<?> list -> list(list);
      default -> object.getClass().isArray() ? array(object) : made(object);
    };
  }

  /** Those of the outermost function, which are the only ones that there are. */
  private int moduleRequest(ModuleRequest request) {
    int index = file.requests().indexOf(request);
    if (index < 0) {
      throw new NotEncodableException("a request that the module does not list");
    }
    return argument(SCRIPT_ARGUMENT + 1 + index);
  }

  private int argument(int index) {
    begin(Bytecode.ID_LD_ARG);
    out.putInt(index);
    return end();
  }

  private int innerFunction(JSFunctionData data) {
    FunctionRootNode root = Recording.root(data);
    if (root == null) {
      throw new NotEncodableException("a function without a root node");
    }
    int position = file.encode(data, root);
    int context = register(data.getContext());
    int script = register(file.script());
    begin(Bytecode.ID_FUNCTION_DATA);
    out.putUInt(context);
    out.putInt(data.getLength());
    out.putString(data.getName());
    out.putInt32(data.getFlags());
    int register = end();
    begin(Bytecode.ID_CALL_EXTRACTED_LAZY);
    out.putInt32(position);
    out.putUInt(register);
    out.putInt(2);
    out.putUInt(register);
    out.putUInt(script);
    return register;
  }

  private int frameSlot(JSFrameSlot slot) {
    int identifier = register(slot.getIdentifier());
    begin(Bytecode.ID_JSFRAME_SLOT);
    out.putUInt(identifier);
    out.putInt(slot.getIndex());
    out.putInt(slot.getFlags());
    out.putInt(slot.getKind().tag);
    return end();
  }

  private int frameDescriptor(FrameDescriptor descriptor) {
    int count = descriptor.getNumberOfSlots();
    int[] names = new int[count];
    for (int i = 0; i < count; i++) {
      names[i] = register(descriptor.getSlotName(i));
    }
    begin(Bytecode.ID_FRAME_DESCRIPTOR);
    out.putInt(count);
    for (int name : names) {
      out.putUInt(name);
    }
    for (int i = 0; i < count; i++) {
      out.putInt(JSFrameUtil.getFlags(descriptor, i));
    }
    for (int i = 0; i < count; i++) {
      out.putInt(descriptor.getSlotKind(i).tag);
    }
    return end();
  }

  private int sourceSection(SourceSection section) {
    int source = register(section.getSource());
    begin(Bytecode.ID_SOURCE_SECTION);
    out.putUInt(source);
    putRange(section);
    return end();
  }

  private void putRange(SourceSection section) {
    out.putInt(section.isAvailable() ? section.getCharIndex() : -1);
    out.putInt(section.isAvailable() ? section.getCharLength() : -1);
  }

  private int jumpTarget(BreakTarget target) {
    int kind;
    if (target == ContinueTarget.forUnlabeledLoop()) {
      kind = JSNodeDecoder.CONTINUE_TARGET_UNLABELED_LOOP;
    } else if (target instanceof ContinueTarget) {
      kind = JSNodeDecoder.CONTINUE_TARGET_LOOP;
    } else if (target == BreakTarget.forSwitch()) {
      kind = JSNodeDecoder.BREAK_TARGET_SWITCH;
    } else {
      kind = JSNodeDecoder.BREAK_TARGET_LABEL;
    }
    begin(Bytecode.ID_JUMP_TARGET);
    out.putInt(kind);
    return end();
  }

  private int callTarget(RootCallTarget target) {
    int root = register(target.getRootNode());
    begin(Bytecode.ID_CALL_TARGET);
    out.putUInt(root);
    return end();
  }

  private int bigInt(BigInt number) {
    begin(Bytecode.ID_LDC_BIGINT);
    out.putString(Strings.fromJavaString(number.toString()));
    return end();
  }

  private int list(List<?> list) {
    int[] elements = list.stream().mapToInt(this::register).toArray();
    begin(Bytecode.ID_COLLECT_LIST);
    out.putInt(elements.length);
    for (int element : elements) {
      out.putUInt(element);
    }
    return end();
  }

  private int array(Object array) {
    int[] elements = new int[Array.getLength(array)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = register(Array.get(array, i));
    }
    begin(Bytecode.ID_COLLECT_ARRAY);
    out.putInt(classIndex(array.getClass().getComponentType()));
    out.putInt(elements.length);
    for (int element : elements) {
      out.putUInt(element);
    }
    return end();
  }

  /** What a method of the factory made, mended as the translator did afterwards. */
  private int made(Object object) {
    Recording.Call call = file.recording().maker(object);
    if (call == null) {
      throw new NotEncodableException("not made by the factory: " + object.getClass().getName());
    }
    int register = call(call);
    objects.put(object, register);
    for (Recording.Call repair : file.recording().repairs(object)) {
      call(repair);
    }
    if (object instanceof JavaScriptNode node) {
      sourceAndTags(node, register);
    }
    return register;
  }

  private int call(Recording.Call call) {
    int[] arguments = new int[call.arguments().length];
    for (int i = 0; i < arguments.length; i++) {
      Object argument = call.arguments()[i];
      // An inner function's root belongs to its own steps; the methods that take it ignore it.
      boolean inner =
          argument instanceof FunctionRootNode root && root.getFunctionData() != function;
      arguments[i] = register(inner ? null : argument);
    }
    begin(Bytecode.ID_NODE);
    out.putUInt(call.method());
    for (int argument : arguments) {
      out.putUInt(argument);
    }
    return end();
  }

  private void sourceAndTags(JavaScriptNode node, int register) {
    if (node.hasSourceSection()) {
      begin(Bytecode.ID_NODE_SOURCE_SECTION_FIXUP);
      out.putUInt(register);
      putRange(node.getSourceSection());
    }
    boolean statement = node.hasTag(StandardTags.StatementTag.class);
    boolean call = node.hasTag(StandardTags.CallTag.class);
    boolean expression = node.hasTag(StandardTags.ExpressionTag.class);
    boolean body = node.hasTag(StandardTags.RootBodyTag.class);
    if (statement || call || expression || body) {
      begin(Bytecode.ID_NODE_TAGS_FIXUP);
      out.putUInt(register);
      for (boolean tag : new boolean[] {statement, call, expression, body}) {
        out.putInt(tag ? 1 : 0);
      }
    }
  }

  private static int classIndex(Class<?> type) {
    int index = Arrays.asList(CLASSES).indexOf(type);
    if (index < 0) {
      throw new NotEncodableException("the decoder has no " + type.getName());
    }
    return index;
  }
}
