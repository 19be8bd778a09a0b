package dev.cortado.engine.snapshot;

import com.oracle.truffle.js.nodes.function.FunctionRootNode;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The calls of a node factory while one file is translated, by what they returned. */
public final class Recording {
  /**
   * A call that made an object.
   *
   * @param method the method's number in GraalJS's decoder
   */
  record Call(int method, Object[] arguments) {}

  /** Each program has its own thread, and may be making its snapshots while another does. */
  private static final ThreadLocal<Recording> CURRENT = new ThreadLocal<>();

  private final Map<Object, Call> calls = new IdentityHashMap<>();
  private final Map<Object, List<Call>> repairs = new IdentityHashMap<>();

  /** Notes calls from now on, of this thread's only translation, until {@link #stop}. */
  static Recording start() {
    Recording recording = new Recording();
    CURRENT.set(recording);
    return recording;
  }

  static void stop() {
    CURRENT.remove();
  }

  /** Called by each method of the recording factory. */
  public static void note(int method, boolean repair, Object[] arguments, Object result) {
    Recording recording = CURRENT.get();
    if (recording == null || result == null) {
      return;
    }
    for (int i = 0; i < arguments.length; i++) {
      // The node keeps the array, and repairs change it.
      arguments[i] = arguments[i] instanceof Object[] array ? array.clone() : arguments[i];
    }
    Call call = new Call(method, arguments);
    if (repair) {
      recording.repairs.computeIfAbsent(result, key -> new ArrayList<>()).add(call);
    } else {
      // A method that hands back what it was given has made nothing.
      recording.calls.putIfAbsent(result, call);
    }
  }

  /** The call that made an object, or null where none of the factory's did. */
  Call maker(Object object) {
    return calls.get(object);
  }

  /** Calls that changed an object afterwards, in their order. */
  List<Call> repairs(Object object) {
    return repairs.getOrDefault(object, List.of());
  }

  /** The innermost root node of a function, or null where it was not translated. */
  static FunctionRootNode root(JSFunctionData function) {
    return (FunctionRootNode) function.getRootNode();
  }
}
