package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;

/**
 * The array in which GraalWasm keeps a memory. Its public methods only copy, and bindings read and
 * write in place: the glue of WebAssembly programs hands them views on {@code memory.buffer}.
 */
final class WasmMemoryArray {
  private static final String TYPE = "org.graalvm.wasm.memory.ByteArrayWasmMemory";

  private static volatile VarHandle field;

  private WasmMemoryArray() {}

  /**
   * @return the memory's bytes until it grows, or null where they are in no array
   */
  @TruffleBoundary
  static byte[] of(Object memory) {
    if (!memory.getClass().getName().equals(TYPE)) {
      return null;
    }
    try {
      if (field == null) {
        field = find(memory.getClass());
      }
      return (byte[]) field.get(memory);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static VarHandle find(Class<?> type) throws ReflectiveOperationException {
    for (Field candidate : type.getDeclaredFields()) {
      if (candidate.getType() == byte[].class) {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
            .unreflectVarHandle(candidate);
      }
    }
    throw new NoSuchFieldException(type.getName());
  }
}
