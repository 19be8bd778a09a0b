package dev.cortado.bindings.performance;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Tells {@code callback(major, forced, start, duration, before, after)} of each collection, on the
 * loop but without keeping it alive. Times are milliseconds, the start since the virtual machine's.
 */
final class GarbageCollections implements NotificationListener {
  private static final String FORCED = "System.gc()";

  private final Environment env;
  private final JSFunctionObject callback;

  GarbageCollections(Environment env, JSFunctionObject callback) {
    this.env = env;
    this.callback = callback;
  }

  void start() {
    for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector).addNotificationListener(this, null, null);
    }
  }

  void stop() {
    for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      try {
        ((NotificationEmitter) collector).removeNotificationListener(this);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** On a thread of the virtual machine's. */
  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (!notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    final GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    env.loop().execute(() -> tell(info));
  }

  private void tell(GarbageCollectionNotificationInfo info) {
    final GcInfo times = info.getGcInfo();
    env.makeCallback(
        callback,
        Js.UNDEFINED,
        info.getGcAction().contains("major"),
        info.getGcCause().equals(FORCED),
        (double) times.getStartTime(),
        (double) times.getDuration(),
        env.newArray(HeapSpaces.figures(times.getMemoryUsageBeforeGc())),
        env.newArray(HeapSpaces.figures(times.getMemoryUsageAfterGc())));
  }
}
