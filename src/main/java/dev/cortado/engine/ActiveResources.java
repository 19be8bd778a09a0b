package dev.cortado.engine;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.loop.Handle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What JavaScript has under way, for {@code process.getActiveResourcesInfo()}: handles and requests
 * with Node.js's names for their types. Timers are counted in {@code lib/}.
 */
public final class ActiveResources {
  private final Map<Handle, Resource> handles = new LinkedHashMap<>();
  private final Map<String, int[]> requests = new LinkedHashMap<>();

  private record Resource(String type, JSDynamicObject object) {}

  ActiveResources() {}

  /** Names a handle that is listed from now on while it is referenced. */
  public void add(Handle handle, String type, JSDynamicObject object) {
    handles.put(handle, new Resource(type, object));
  }

  /** The counterpart of {@link #add}, for when the handle closes. */
  public void remove(Handle handle) {
    handles.remove(handle);
  }

  /** Counts a request until {@link #end}. */
  public void begin(String type) {
    requests.computeIfAbsent(type, _ -> new int[1])[0]++;
  }

  public void end(String type) {
    requests.get(type)[0]--;
  }

  /** The types of all requests, then of all handles. */
  public List<String> types() {
    final List<String> types = new ArrayList<>();
    requests.forEach(
        (type, count) -> {
          for (int i = 0; i < count[0]; i++) {
            types.add(type);
          }
        });
    types.addAll(handleTypes());
    return types;
  }

  /** The types of all handles. */
  public List<String> handleTypes() {
    final List<String> types = new ArrayList<>();
    forEachHandle((type, object) -> types.add(type));
    return types;
  }

  /** The JavaScript sides of all handles, in the order of {@link #handleTypes}. */
  public List<JSDynamicObject> objects() {
    final List<JSDynamicObject> objects = new ArrayList<>();
    forEachHandle((type, object) -> objects.add(object));
    return objects;
  }

  private void forEachHandle(BiConsumer<String, JSDynamicObject> action) {
    handles.forEach(
        (handle, resource) -> {
          if (handle.hasRef() && !handle.isClosing()) {
            action.accept(resource.type, resource.object);
          }
        });
  }
}
