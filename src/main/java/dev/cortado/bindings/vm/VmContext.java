package dev.cortado.bindings.vm;

import com.oracle.truffle.js.nodes.ScriptNode;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSUncheckedProxyHandler;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Environment;
import java.util.function.Supplier;

/** A realm of its own inside the thread's context: {@code vm.createContext}. */
final class VmContext {
  private final JSRealm main;
  private final JSRealm realm;

  VmContext(Environment env) {
    this.main = env.realm();
    this.realm = main.createChildRealm();
  }

  /** The realm's own global object, with ECMAScript's builtins. */
  Object globalObject() {
    return realm.getGlobalObject();
  }

  /** Puts another object (a proxy of the sandbox) where scripts look for global variables. */
  Object setGlobalObject(JSDynamicObject global) {
    realm.setGlobalObject(global);
    return null;
  }

  /**
   * A handler whose traps are believed without the checks of the specification, as V8's
   * interceptors are: a script's {@code var} makes a property that can't be configured, which no
   * ordinary proxy may report.
   */
  Object newUncheckedHandler() {
    return JSUncheckedProxyHandler.create(main.getContext(), main);
  }

  Object run(ScriptNode script) {
    return inRealm(() -> script.run(realm));
  }

  Object compileFunction(Environment env, String text, String fileName, String[] parameters) {
    return inRealm(() -> env.compiler().compileFunction(realm, text, fileName, parameters));
  }

  private Object inRealm(Supplier<Object> body) {
    JSRealm previous = main.enterRealm(null, realm);
    try {
      return body.get();
    } finally {
      main.leaveRealm(null, previous);
    }
  }
}
