package dev.cortado.engine;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.GraalJSException.JSStackTraceElement;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.PropertyProxy;
import java.util.regex.Pattern;

/**
 * A frame of a stack as V8 words it: {@code async Type.function [as method] (place)}. GraalJS's own
 * text knows no other name of a method, calls the receiver of a static method {@code Function}, and
 * leaves {@code async} out where a function has no name.
 *
 * @see <a href="https://v8.dev/docs/stack-trace-api">V8's stack trace API</a>
 */
final class FrameText {
  private static final String ANONYMOUS = "<anonymous>";
  private static final String FUNCTION = "Function";

  /** V8 names the type before such names only: not before {@code get x}, {@code #x}, [x]. */
  private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}\\p{Nl}_$][\\p{L}\\p{N}_$]*");

  private final JSStackTraceElement element;
  private final String own;

  private FrameText(JSContext context, JSStackTraceElement element) {
    this.element = element;
    this.own = Js.toJavaString(element.toString(context));
  }

  static String of(JSContext context, JSStackTraceElement element) {
    return new FrameText(context, element).text();
  }

  /** Whether GraalJS shows the frame as native: that of a function it has built in. */
  static boolean isNative(JSStackTraceElement element) {
    // A program's source may have that name too, but no call in it is empty.
    return JSFunction.TS_BUILTIN_SOURCE_NAME.equals(element.getFileName())
        && element.getCharLength() == 0;
  }

  private String text() {
    if (element.isPromiseAll()) {
      return own;
    }
    String name = name();
    String async = element.isAsync() ? "async " : "";
    return name.isEmpty() ? async + place() : async + name + " (" + place() + ")";
  }

  private String place() {
    if (isNative(element)) {
      return ANONYMOUS;
    }
    String file = ownPlace();
    FramePosition position = FramePosition.of(element);
    String end = ":" + element.getLineNumber() + ":" + element.getColumnNumber();
    return file.endsWith(end)
        ? file.substring(0, file.length() - end.length())
            + ":"
            + position.line()
            + ":"
            + position.column()
        : file;
  }

  /** GraalJS's text without the function before it. */
  private String ownPlace() {
    if (!own.endsWith(")")) {
      return own;
    }
    int depth = 0;
    for (int i = own.length() - 1; i >= 0; i--) {
      char c = own.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth == 0) {
        return own.substring(i + 1, own.length() - 1);
      }
    }
    return own;
  }

  private String name() {
    String function = functionName();
    String type = element.isEval() ? null : typeName();
    if (isConstructor(type, function)) {
      return "new " + (function.isEmpty() ? ANONYMOUS : function);
    }
    if (type == null) {
      return function;
    }
    String method = MethodName.of(element);
    if (function.isEmpty()) {
      return type + "." + (method == null ? ANONYMOUS : method);
    }
    if (!IDENTIFIER.matcher(function).matches()) {
      return function;
    }
    String as = method == null || method.equals(function) ? "" : " [as " + method + "]";
    return type + "." + function + as;
  }

  private boolean isConstructor(String type, String function) {
    return element.getFunction() instanceof JSFunctionObject callee
            && (callee.getFunctionData().requiresNew()
                || callee.getFunctionData().isClassConstructor())
        || element.isConstructor() && function.equals(type);
  }

  private String functionName() {
    TruffleString name = element.getFunctionName();
    String text = name == null ? "" : Js.toJavaString(name);
    return text.startsWith(":") ? "" : text;
  }

  private String typeName() {
    TruffleString name = element.getClassName();
    String text = name == null ? null : Js.toJavaString(name);
    if (FUNCTION.equals(text) && element.getThis() instanceof JSFunctionObject receiver) {
      String own = ownName(receiver);
      return own.isEmpty() ? FUNCTION : own;
    }
    return text;
  }

  /** What a program has made of the name counts, but no getter is run for it. */
  private static String ownName(JSFunctionObject function) {
    Object name = JSDynamicObject.getOrNull(function, JSFunction.NAME);
    if (name instanceof PropertyProxy) {
      return Js.toJavaString(JSFunction.getName(function));
    }
    return name instanceof TruffleString text ? Js.toJavaString(text) : "";
  }
}
