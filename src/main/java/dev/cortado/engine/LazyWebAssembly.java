package dev.cortado.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSConstructor;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssembly;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyGlobal;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyInstance;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyMemory;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyMemoryGrowCallback;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyMemoryNotifyCallback;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyMemoryWaitCallback;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyModule;
import com.oracle.truffle.js.runtime.builtins.wasm.JSWebAssemblyTable;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;

/**
 * Gives a realm its {@code WebAssembly} when a program first asks for it.
 *
 * <p>GraalJS has an option for it, with which each realm is made with GraalWasm started: a tenth of
 * a start, for an API that few programs touch. So realms are made without, and what their
 * constructor would have put into them is put there later.
 */
public final class LazyWebAssembly {
  /** The realm's fields that hold GraalWasm's functions, by what GraalWasm calls these. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("table_alloc", "wasmTableAlloc"),
          Map.entry("table_grow", "wasmTableGrow"),
          Map.entry("table_read", "wasmTableRead"),
          Map.entry("table_write", "wasmTableWrite"),
          Map.entry("table_size", "wasmTableLength"),
          Map.entry("func_type", "wasmFuncType"),
          Map.entry("is_func", "wasmIsFunc"),
          Map.entry("mem_alloc", "wasmMemAlloc"),
          Map.entry("mem_grow", "wasmMemGrow"),
          Map.entry("mem_as_byte_buffer", "wasmMemAsByteBuffer"),
          Map.entry("global_alloc", "wasmGlobalAlloc"),
          Map.entry("global_read", "wasmGlobalRead"),
          Map.entry("global_write", "wasmGlobalWrite"),
          Map.entry("module_instantiate", "wasmModuleInstantiate"),
          Map.entry("module_exports", "wasmModuleExports"),
          Map.entry("module_imports", "wasmModuleImports"),
          Map.entry("custom_sections", "wasmCustomSections"),
          Map.entry("instance_export", "wasmInstanceExport"),
          Map.entry("embedder_data_get", "wasmEmbedderDataGet"),
          Map.entry("embedder_data_set", "wasmEmbedderDataSet"),
          Map.entry("ref_null", "wasmRefNull"));

  private static final List<JSErrorType> ERRORS =
      List.of(JSErrorType.CompileError, JSErrorType.LinkError, JSErrorType.RuntimeError);

  private final JSRealm realm;

  private LazyWebAssembly(JSRealm realm) {
    this.realm = realm;
  }

  /** The {@code WebAssembly} of a realm, which has none yet. */
  @TruffleBoundary
  public static JSObject create(JSRealm realm) {
    return new LazyWebAssembly(realm).make();
  }

  private JSObject make() {
    try {
      connect();
      JSObject object = JSWebAssembly.create(realm);
      set("webAssemblyObject", object);
      add(object, "Global", JSWebAssemblyGlobal.createConstructor(realm));
      add(object, "Instance", JSWebAssemblyInstance.createConstructor(realm));
      add(object, "Memory", JSWebAssemblyMemory.createConstructor(realm));
      add(object, "Module", JSWebAssemblyModule.createConstructor(realm));
      add(object, "Table", JSWebAssemblyTable.createConstructor(realm));
      for (JSErrorType error : ERRORS) {
        put(object, error.name(), realm.getErrorConstructor(error));
      }
      return object;
    } catch (ReflectiveOperationException | InteropException e) {
      throw new IllegalStateException("GraalJS and GraalWasm are not of versions that fit", e);
    }
  }

  private void connect() throws ReflectiveOperationException, InteropException {
    TruffleLanguage.Env env = realm.getEnv();
    env.initializeLanguage(env.getInternalLanguages().get("wasm"));
    Object wasm = env.importSymbol("WebAssembly");
    InteropLibrary interop = InteropLibrary.getUncached();
    for (Map.Entry<String, String> function : FUNCTIONS.entrySet()) {
      set(function.getValue(), interop.readMember(wasm, function.getKey()));
    }
    interop.execute(
        interop.readMember(wasm, "mem_set_grow_callback"),
        new JSWebAssemblyMemoryGrowCallback(realm));
    interop.execute(
        interop.readMember(wasm, "mem_set_notify_callback"),
        new JSWebAssemblyMemoryNotifyCallback(realm, realm.getContext()));
    interop.execute(
        interop.readMember(wasm, "mem_set_wait_callback"),
        new JSWebAssemblyMemoryWaitCallback(realm, realm.getContext()));
  }

  private void add(JSObject object, String name, JSConstructor constructor)
      throws ReflectiveOperationException {
    set("webAssembly" + name + "Constructor", constructor.getFunctionObject());
    set("webAssembly" + name + "Prototype", constructor.getPrototype());
    put(object, name, constructor.getFunctionObject());
  }

  private static void put(JSObject object, String name, Object value) {
    JSObjectUtil.putDataProperty(
        object, Js.string(name), value, JSAttributes.getDefaultNotEnumerable());
  }

  private void set(String name, Object value) throws ReflectiveOperationException {
    Field field = JSRealm.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(realm, value);
  }
}
