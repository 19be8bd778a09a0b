package dev.cortado.engine;

import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSNonProxy;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;

/** GraalJS's description of {@link NativeObject}: an ordinary object in every respect. */
final class NativeObjectClass extends JSNonProxy {
  static final NativeObjectClass INSTANCE = new NativeObjectClass();

  private NativeObjectClass() {}

  @Override
  public JSDynamicObject getIntrinsicDefaultProto(JSRealm realm) {
    return realm.getObjectPrototype();
  }

  @Override
  public boolean hasOnlyShapeProperties(JSDynamicObject object) {
    return true;
  }
}
