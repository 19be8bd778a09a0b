package dev.cortado.bindings.performance;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.Map;

/**
 * The Java heap's pools under V8's names: where new objects are, where old ones are, where compiled
 * code is.
 */
final class HeapSpaces {
  private static final int SPACES = 3;
  private static final int FIELDS = 3;

  private HeapSpaces() {}

  /** How full the pools are now. */
  static Map<String, MemoryUsage> now() {
    final Map<String, MemoryUsage> usages = new HashMap<>();
    for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      usages.put(pool.getName(), pool.getUsage());
    }
    return usages;
  }

  /** Committed, used and free bytes of new space, old space and code space, one after another. */
  static Object[] figures(Map<String, MemoryUsage> usages) {
    final long[] sums = new long[SPACES * FIELDS];
    usages.forEach(
        (name, usage) -> {
          final int space = spaceOf(name);
          if (space >= 0) {
            sums[space * FIELDS] += usage.getCommitted();
            sums[space * FIELDS + 1] += usage.getUsed();
            sums[space * FIELDS + 2] += usage.getCommitted() - usage.getUsed();
          }
        });
    final Object[] values = new Object[sums.length];
    for (int i = 0; i < sums.length; i++) {
      values[i] = (double) sums[i];
    }
    return values;
  }

  private static int spaceOf(String pool) {
    if (pool.contains("Eden") || pool.contains("Survivor") || pool.contains("Young")) {
      return 0;
    }
    if (pool.contains("Tenured") || pool.contains("Old") || pool.equals("ZHeap")) {
      return 1;
    }
    return pool.startsWith("Code") ? 2 : -1;
  }
}
