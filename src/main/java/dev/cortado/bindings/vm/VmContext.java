package dev.cortado.bindings.vm;

import com.oracle.truffle.js.runtime.JSAgent;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSUncheckedProxyHandler;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.LazyProperty;
import dev.cortado.engine.LazyWebAssembly;
import java.util.function.Supplier;

/** A realm of its own inside the thread's context: {@code vm.createContext}. */
public final class VmContext {
  private final JSRealm main;
  private final JSRealm realm;
  private final Object hostDefined;
  private final boolean ownMicrotasks;

  /**
   * @param hostDefined says who answers an {@code import()} of code that belongs to no script
   * @param ownMicrotasks whether promise jobs of this realm run only after its scripts
   */
  VmContext(Environment env, Object hostDefined, boolean ownMicrotasks) {
    this.main = env.realm();
    this.realm = main.createChildRealm();
    this.hostDefined = hostDefined;
    this.ownMicrotasks = ownMicrotasks;
    realm.setEmbedderData(this);
    LazyProperty.define(
        realm.getGlobalObject(),
        Js.string("WebAssembly"),
        false,
        true,
        env.newFunction("WebAssembly", args -> LazyWebAssembly.create(realm)));
    if (ownMicrotasks) {
      realm.setAgent(newAgent(env));
    }
  }

  private static JSAgent newAgent(Environment env) {
    JSAgent agent =
        new JSAgent(true) {
          @Override
          public void wake() {}
        };
    if (env.callbacks().rejectionTracker() != null) {
      env.realm()
          .getContext()
          .setPromiseRejectionTracker(agent, env.callbacks().rejectionTracker());
    }
    return agent;
  }

  /** The context of a realm; {@code null} for the main one. */
  public static VmContext of(JSRealm realm) {
    return realm.getEmbedderData() instanceof VmContext context ? context : null;
  }

  public JSRealm realm() {
    return realm;
  }

  public Object hostDefined() {
    return hostDefined;
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

  /** Runs code in this realm, then its own microtasks if it has some. */
  public <T> T run(Supplier<T> body) {
    JSRealm previous = main.enterRealm(null, realm);
    try {
      T result = body.get();
      if (ownMicrotasks) {
        realm.getAgent().processAllPromises(true);
      }
      return result;
    } finally {
      main.leaveRealm(null, previous);
    }
  }

  /** A promise of this realm that does what another one does. */
  public Object adopt(Object promise) {
    return run(
        () -> {
          Object constructor = realm.getPromiseConstructor();
          return Js.call(Js.get(constructor, "resolve"), constructor, promise);
        });
  }
}
