package dev.cortado.bindings.process;

import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;

/** Node.js's exit codes (doc/api/process, "Exit codes"). */
public final class ExitCodes {
  public static final int NO_FAILURE = 0;
  public static final int GENERIC_USER_ERROR = 1;
  public static final int EXCEPTION_IN_FATAL_HANDLER = 7;
  public static final int INVALID_COMMAND_LINE = 9;
  public static final int UNSETTLED_TOP_LEVEL_AWAIT = 13;

  private ExitCodes() {}

  static JSObject toObject(Environment env) {
    JSObject codes = env.newObject();
    Js.set(codes, "kNoFailure", NO_FAILURE);
    Js.set(codes, "kGenericUserError", GENERIC_USER_ERROR);
    Js.set(codes, "kExceptionInFatalExceptionHandler", EXCEPTION_IN_FATAL_HANDLER);
    Js.set(codes, "kInvalidCommandLineArgument", INVALID_COMMAND_LINE);
    Js.set(codes, "kUnsettledTopLevelAwait", UNSETTLED_TOP_LEVEL_AWAIT);
    return codes;
  }
}
