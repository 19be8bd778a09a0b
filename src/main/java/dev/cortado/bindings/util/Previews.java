package dev.cortado.bindings.util;

import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.builtins.JSCollectionIteratorObject;
import com.oracle.truffle.js.runtime.builtins.JSMapIteratorObject;
import com.oracle.truffle.js.runtime.builtins.JSMapObject;
import com.oracle.truffle.js.runtime.builtins.JSSetIteratorObject;
import com.oracle.truffle.js.runtime.builtins.JSSetObject;
import com.oracle.truffle.js.runtime.util.JSHashMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries that a collection or an iterator still has to give, without moving the iterator.
 *
 * @param entries values, or keys and values in turn
 * @param isKeyValue whether they come in pairs
 */
record Previews(List<Object> entries, boolean isKeyValue) {

  /** Weak collections keep their values with the keys: there is nothing to list. */
  static Previews of(Object value) {
    return switch (value) {
      case JSMapIteratorObject iterator -> ofIterator(iterator, true);
      case JSSetIteratorObject iterator -> ofIterator(iterator, false);
      case JSMapObject map ->
          collect(map.getMap().getEntries(), JSRuntime.ITERATION_KIND_KEY_PLUS_VALUE, true);
      case JSSetObject set ->
          collect(set.getMap().getEntries(), JSRuntime.ITERATION_KIND_KEY, false);
      default -> new Previews(List.of(), false);
    };
  }

  private static Previews ofIterator(JSCollectionIteratorObject iterator, boolean isMap) {
    JSHashMap.Cursor next = iterator.getNextIndex();
    if (next == null || !(iterator.getIteratedObject() instanceof Object)) {
      return new Previews(List.of(), false);
    }
    return collect(next.copy(), iterator.getIterationKind(), isMap);
  }

  private static Previews collect(JSHashMap.Cursor cursor, int kind, boolean isMap) {
    boolean pairs = kind == JSRuntime.ITERATION_KIND_KEY_PLUS_VALUE;
    List<Object> entries = new ArrayList<>();
    while (cursor.advance()) {
      if (pairs) {
        entries.add(cursor.getKey());
        entries.add(isMap ? cursor.getValue() : cursor.getKey());
      } else {
        boolean value = isMap && kind == JSRuntime.ITERATION_KIND_VALUE;
        entries.add(value ? cursor.getValue() : cursor.getKey());
      }
    }
    return new Previews(entries, pairs);
  }
}
