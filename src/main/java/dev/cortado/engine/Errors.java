package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.GraalJSException;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.UserScriptException;
import com.oracle.truffle.js.runtime.builtins.JSError;
import com.oracle.truffle.js.runtime.builtins.JSErrorObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.posix.PosixException;

/** The one place where Java's exceptions become JavaScript's errors. */
public final class Errors {
  private final JSRealm realm;

  Errors(JSRealm realm) {
    this.realm = realm;
  }

  /**
   * The exception to throw into JavaScript for one that Java code threw. JavaScript's own
   * exceptions and the engine's control flow pass through.
   */
  @TruffleBoundary
  public RuntimeException toScriptException(Throwable failure) {
    if (failure instanceof AbstractTruffleException own) {
      return own;
    }
    if (failure instanceof StackOverflowError overflow) {
      return com.oracle.truffle.js.runtime.Errors.createRangeErrorStackOverflow(overflow, null);
    }
    if (failure instanceof com.oracle.truffle.api.nodes.ControlFlowException
        || failure instanceof ExitException) {
      return (RuntimeException) failure;
    }
    Object error = toError(failure);
    if (error instanceof JSErrorObject object && object.getException() != null) {
      return object.getException();
    }
    return UserScriptException.create(error);
  }

  /** The JavaScript error value for a Java exception. */
  @TruffleBoundary
  public Object toError(Throwable failure) {
    return switch (failure) {
      case GraalJSException own -> own.getErrorObject();
      case PosixException posix -> systemError(posix);
      case NodeException coded -> codedError(coded);
      case StackOverflowError overflow ->
          create(JSErrorType.RangeError, "Maximum call stack size exceeded");
      case OutOfMemoryError memory ->
          withCode(create(JSErrorType.Error, "Out of memory"), "ERR_MEMORY_ALLOCATION_FAILED");
      default -> internalError(failure);
    };
  }

  /** The value that a script threw. */
  public static Object thrownValue(AbstractTruffleException failure) {
    return failure instanceof GraalJSException own ? own.getErrorObject() : failure;
  }

  public JSDynamicObject create(JSErrorType type, String message) {
    return JSError.create(type, realm, Js.string(message));
  }

  private Object systemError(PosixException failure) {
    JSDynamicObject error = create(JSErrorType.Error, failure.getMessage());
    Js.set(error, "errno", failure.errno());
    withCode(error, failure.code());
    setIfPresent(error, "syscall", failure.syscall());
    setIfPresent(error, "path", failure.path());
    setIfPresent(error, "dest", failure.dest());
    return error;
  }

  private Object codedError(NodeException failure) {
    JSErrorType type =
        switch (failure.kind()) {
          case ERROR -> JSErrorType.Error;
          case TYPE -> JSErrorType.TypeError;
          case RANGE -> JSErrorType.RangeError;
          case SYNTAX -> JSErrorType.SyntaxError;
        };
    JSDynamicObject error = create(type, failure.getMessage());
    return failure.code() == null ? error : withCode(error, failure.code());
  }

  /**
   * A Java exception that nobody foresaw: our bug, but the program still gets an error to handle.
   */
  private Object internalError(Throwable failure) {
    if (Boolean.getBoolean("cortado.debug")) {
      failure.printStackTrace();
    }
    String message = "Internal error in Cortado: " + failure;
    return withCode(create(JSErrorType.Error, message), "ERR_INTERNAL_ASSERTION");
  }

  private static JSDynamicObject withCode(JSDynamicObject error, String code) {
    Js.set(error, "code", code);
    return error;
  }

  private static void setIfPresent(JSDynamicObject error, String key, String value) {
    if (value != null) {
      Js.set(error, key, value);
    }
  }
}
