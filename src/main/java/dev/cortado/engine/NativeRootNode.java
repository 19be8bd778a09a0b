package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.Strings;

/**
 * The body of a native function. The call is a constant of the node, so partial evaluation folds an
 * inlined body into its caller; any other body stays behind a boundary.
 */
final class NativeRootNode extends JavaScriptRootNode {
  private final NativeCall body;
  private final TruffleString name;
  private final boolean inlined;
  private final Environment env;

  NativeRootNode(
      JavaScriptLanguage language, Environment env, String name, NativeCall body, boolean inlined) {
    super(language);
    this.env = env;
    this.name = Strings.fromJavaString(name);
    this.body = body;
    this.inlined = inlined;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Arguments args = new Arguments(frame.getArguments());
    try {
      return inlined ? toJs(body.call(args)) : callBoundary(args);
    } catch (RuntimeException | StackOverflowError | LinkageError | InternalError e) {
      throw env.errors().toScriptException(e);
    }
  }

  private static Object toJs(Object value) {
    return value == null ? Js.UNDEFINED : value;
  }

  @TruffleBoundary
  private Object callBoundary(Arguments args) {
    return Js.toJs(body.call(args));
  }

  @Override
  public boolean isFunction() {
    return true;
  }

  @Override
  public String getName() {
    return Strings.toJavaString(name);
  }
}
