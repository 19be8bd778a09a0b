package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.FrameInstance;
import com.oracle.truffle.api.object.HiddenKey;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.Symbol;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSError;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Undefined;

/**
 * The text of {@code error.stack}: the frames as GraalJS knows them below a first line that has the
 * error's code where lib/internal/errors says so. {@code Error.prepareStackTrace} of the program
 * wins.
 */
public final class StackTraces {
  /** Marks errors whose stack begins with {@code Name [CODE]: message}. */
  public static final Symbol NODE_ERROR = Symbol.create(Strings.constant("kIsNodeError"));

  /** The frames of the module that loads lib/ itself say nothing to anyone. */
  private static final String LOADER = "(node:internal/bootstrap/realm:";

  /** Nor do those that stand for what the language itself does at the end of a block. */
  private static final String RESOURCES = "(node:internal/using/resources:";

  /** Where the Error constructor keeps the function that translates frames, if there is one. */
  private static final HiddenKey FRAME_MAPPER = new HiddenKey("FrameMapper");

  private StackTraces() {}

  /**
   * Has frames described by a function of lib/.
   *
   * @param mapper gets the array of call sites and that of the places where their functions begin
   *     (line and column from 1, for each in turn); it returns an array of texts, undefined for
   *     frames that it has nothing to say about; {@code null} takes the function away
   */
  public static void setFrameMapper(JSRealm realm, JSFunctionObject mapper) {
    JSObjectUtil.putHiddenProperty(
        realm.getErrorConstructor(JSErrorType.Error),
        FRAME_MAPPER,
        mapper == null ? Undefined.instance : mapper);
  }

  private static Object mappedFrames(JSFunctionObject constructor, JSDynamicObject callSites) {
    return JSObjectUtil.getHiddenProperty(constructor, FRAME_MAPPER)
            instanceof JSFunctionObject mapper
        ? JSFunction.call(
            mapper, Undefined.instance, new Object[] {callSites, enclosingPlaces(callSites)})
        : null;
  }

  private static JSDynamicObject enclosingPlaces(JSDynamicObject callSites) {
    int length = (int) JSArray.arrayGetLength(callSites);
    Object[] places = new Object[2 * length];
    for (int i = 0; i < length; i++) {
      JSDynamicObject callSite = (JSDynamicObject) JSObject.get(callSites, i);
      SourceSection section = FramePosition.sectionOfFunction(CallSites.elementOf(callSite));
      places[2 * i] = section == null ? 0 : section.getStartLine();
      places[2 * i + 1] = section == null ? 0 : section.getStartColumn();
    }
    JSRealm realm = JSRealm.get(null);
    return JSArray.createConstant(realm.getContext(), realm, places);
  }

  /**
   * Readies a class that Truffle takes frames with: made where the stack has overflown it would
   * fail, and for good.
   */
  private static void prepareForDeepStacks() {
    FrameInstance.FrameAccess.READ_ONLY.ordinal();
  }

  static void install(Environment env) {
    prepareForDeepStacks();
    JSFunctionObject standard = env.newFunction("ErrorPrepareStackTrace", StackTraces::describe);
    JSObjectUtil.putDataProperty(
        env.realm().getErrorConstructor(JSErrorType.Error),
        JSError.PREPARE_STACK_TRACE_NAME,
        standard,
        JSAttributes.configurableNotEnumerableWritable());
    env.realm()
        .getContext()
        .setPrepareStackTraceCallback(
            (realm, error, callSites) -> prepare(env, standard, realm, error, callSites));
  }

  /** What {@code Error.prepareStackTrace} does until a program sets another. */
  private static Object describe(Arguments args) {
    StringBuilder stack =
        new StringBuilder(
            args.get(0) instanceof JSDynamicObject error ? header(error) : args.string(0));
    JSDynamicObject frames = args.object(1);
    long length = JSRuntime.toLength(JSObject.get(frames, JSArray.LENGTH));
    for (long i = 0; i < length; i++) {
      stack.append("\n    at ").append(JSRuntime.toString(JSObject.get(frames, i)));
    }
    return stack.toString();
  }

  @TruffleBoundary
  private static Object prepare(
      Environment env,
      JSFunctionObject standard,
      JSRealm realm,
      JSDynamicObject error,
      JSDynamicObject callSites) {
    JSFunctionObject constructor = realm.getErrorConstructor(JSErrorType.Error);
    if (JSObject.get(constructor, JSError.PREPARE_STACK_TRACE_NAME)
            instanceof JSFunctionObject userFunction
        && userFunction != standard) {
      CallSites.completePrototype(env, realm);
      return JSFunction.call(
          userFunction, constructor, new Object[] {error, CallSites.visible(realm, callSites)});
    }
    StringBuilder stack = new StringBuilder(header(error));
    long length = JSArray.arrayGetLength(callSites);
    Object mapped = mappedFrames(constructor, callSites);
    for (long i = 0; i < length; i++) {
      Object text = mapped == null ? Undefined.instance : JSObject.get((JSObject) mapped, i);
      String frame =
          text == Undefined.instance
              ? frame(realm.getContext(), (JSDynamicObject) JSObject.get(callSites, i))
              : Js.toJavaString(text);
      if (frame != null && !frame.contains(LOADER) && !frame.contains(RESOURCES)) {
        stack.append("\n    at ").append(frame);
      }
    }
    return Js.string(stack.toString());
  }

  /** The text of a frame; null for functions of bindings, which no Node.js stack shows. */
  private static String frame(JSContext context, JSDynamicObject callSite) {
    return CallSites.isBinding(callSite) ? null : CallSites.text(context, callSite);
  }

  /** {@code Error.prototype.toString}, with the code of our own errors. */
  private static String header(JSDynamicObject error) {
    try {
      Object name = JSObject.get(error, JSError.NAME);
      Object message = JSObject.get(error, JSError.MESSAGE);
      String nameText = name == Undefined.instance ? "Error" : JSRuntime.toString(name).toString();
      String messageText =
          message == Undefined.instance ? "" : JSRuntime.toString(message).toString();
      if (JSObject.get(error, NODE_ERROR) == Boolean.TRUE) {
        nameText += " [" + JSRuntime.toString(JSObject.get(error, Js.string("code"))) + "]";
      }
      if (nameText.isEmpty()) {
        return messageText;
      }
      return messageText.isEmpty() ? nameText : nameText + ": " + messageText;
    } catch (AbstractTruffleException e) {
      // Symbols and hostile getters: V8 says as much.
      return "<error>";
    }
  }
}
