package dev.cortado.engine.snapshot;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import com.oracle.truffle.js.nodes.NodeFactory;
import com.oracle.truffle.js.nodes.NodeFactoryDecoderGen;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Makes a {@link NodeFactory} that tells {@link Recording} of each call. It has two hundred methods
 * that would all read alike, so the class is generated.
 */
final class RecordingFactory {
  private static final ClassDesc RECORDING = Recording.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc NOTE =
      MethodTypeDesc.of(CD_void, CD_int, CD_boolean, CD_Object.arrayType(), CD_Object);

  private static final NodeFactory INSTANCE = make();

  private RecordingFactory() {}

  /** The only one: it has no state of its own. */
  static NodeFactory instance() {
    return INSTANCE;
  }

  private static NodeFactory make() {
    Class<?> base = NodeFactory.class;
    ClassDesc name = ClassDesc.of(RecordingFactory.class.getName() + "Generated");
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                builder -> {
                  builder.withSuperclass(describe(base));
                  builder.withMethodBody(
                      INIT_NAME,
                      MTD_void,
                      ClassFile.ACC_PUBLIC,
                      code ->
                          code.aload(0)
                              .invokespecial(describe(base), INIT_NAME, MTD_void)
                              .return_());
                  for (Method method : base.getDeclaredMethods()) {
                    int number = isOverridable(method) ? number(method) : -1;
                    if (number >= 0) {
                      builder.withMethodBody(
                          method.getName(),
                          type(method),
                          ClassFile.ACC_PUBLIC,
                          code -> override(code, method, number));
                    }
                  }
                });
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Constructor<?> constructor =
          lookup.defineHiddenClass(bytes, true).lookupClass().getConstructor();
      return (NodeFactory) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls the method it overrides, notes the call and returns its result. */
  private static void override(CodeBuilder code, Method method, int number) {
    Class<?>[] parameters = method.getParameterTypes();
    code.aload(0);
    for (int i = 0; i < parameters.length; i++) {
      code.loadLocal(TypeKind.from(parameters[i]), code.parameterSlot(i));
    }
    code.invokespecial(describe(method.getDeclaringClass()), method.getName(), type(method));
    int result = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(result);
    code.loadConstant(number);
    code.loadConstant(method.getName().startsWith("fix") ? 1 : 0);
    code.loadConstant(parameters.length);
    code.anewarray(CD_Object);
    for (int i = 0; i < parameters.length; i++) {
      code.dup().loadConstant(i);
      code.loadLocal(TypeKind.from(parameters[i]), code.parameterSlot(i));
      if (parameters[i].isPrimitive()) {
        Class<?> box = MethodType.methodType(parameters[i]).wrap().returnType();
        code.invokestatic(
            describe(box), "valueOf", MethodTypeDesc.of(describe(box), describe(parameters[i])));
      }
      code.aastore();
    }
    code.aload(result);
    code.invokestatic(RECORDING, "note", NOTE);
    code.aload(result);
    code.areturn();
  }

  private static boolean isOverridable(Method method) {
    int modifiers = method.getModifiers();
    return Modifier.isPublic(modifiers)
        && !Modifier.isStatic(modifiers)
        && !Modifier.isFinal(modifiers)
        && !method.isSynthetic();
  }

  /** A method's number in the decoder, or -1 where the decoder does not know it. */
  private static int number(Method method) {
    String signature =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getCanonicalName)
            .collect(
                Collectors.joining(
                    ",", method.getName() + "(", ")" + method.getReturnType().getCanonicalName()));
    try {
      return NodeFactoryDecoderGen.create().getMethodIdFromSignature(signature);
    } catch (RuntimeException unknown) {
      return -1;
    }
  }

  private static MethodTypeDesc type(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
        .describeConstable()
        .orElseThrow();
  }

  private static ClassDesc describe(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
