package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;

/** What {@code new Name(…)} runs, also when {@code Name} is the base of a JavaScript class. */
final class NativeConstructorNode extends JavaScriptRootNode {
  private final Environment env;
  private final NativeCall constructor;
  private final boolean withNewTarget;

  NativeConstructorNode(
      JavaScriptLanguage language, Environment env, NativeCall constructor, boolean withNewTarget) {
    super(language);
    this.env = env;
    this.constructor = constructor;
    this.withNewTarget = withNewTarget;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    try {
      return construct(frame.getArguments());
    } catch (RuntimeException | StackOverflowError e) {
      throw env.errors().toScriptException(e);
    }
  }

  @TruffleBoundary
  private Object construct(Object[] frame) {
    Object target =
        withNewTarget ? JSArguments.getNewTarget(frame) : JSArguments.getFunctionObject(frame);
    JSDynamicObject proto =
        (JSDynamicObject) JSObject.get((JSDynamicObject) target, JSObject.PROTOTYPE);
    Shape shape =
        JSObjectUtil.getProtoChildShape(
            proto, NativeObjectClass.INSTANCE, env.realm().getContext());
    NativeObject object = new NativeObject(shape, proto);
    frame[0] = object;
    Arguments args = withNewTarget ? Arguments.ofConstruct(frame) : new Arguments(frame);
    object.setPayload(constructor.call(args));
    return object;
  }
}
