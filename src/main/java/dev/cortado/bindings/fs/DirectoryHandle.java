package dev.cortado.bindings.fs;

import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.NativeClass;
import dev.cortado.posix.Directory;
import java.util.ArrayList;
import java.util.List;

/**
 * The open directory behind a {@code Dir}. JavaScript sees to it that one call at a time is under
 * way.
 */
final class DirectoryHandle {
  private Directory directory;

  private DirectoryHandle() {}

  /**
   * {@code new DirHandle()}, {@code open(path, callback)}, {@code read(asBuffer, count, callback)},
   * {@code close}.
   */
  static void register(FsBinding binding, BindingTarget target) {
    NativeClass type = target.nativeClass("DirHandle", args -> new DirectoryHandle());
    type.method(
        "open",
        args -> {
          DirectoryHandle handle = args.self(DirectoryHandle.class);
          FsPath path = FsBinding.path(args, 0);
          return binding.run(
              args.get(1),
              () -> {
                handle.directory = Directory.open(path.bytes(), "opendir");
                return null;
              });
        });
    type.method(
        "read",
        args -> {
          DirectoryHandle handle = args.self(DirectoryHandle.class);
          boolean asBuffer = args.bool(0);
          int count = args.int32(1);
          return binding.run(args.get(2), () -> handle.read(asBuffer, count));
        });
    type.method(
        "close",
        args -> {
          DirectoryHandle handle = args.self(DirectoryHandle.class);
          return binding.run(
              args.get(0),
              () -> {
                handle.directory.close();
                return null;
              });
        });
  }

  /** Name, type, name, type…; null at the end. */
  private List<Object> read(boolean asBuffer, int count) {
    List<Object> found = new ArrayList<>();
    while (found.size() < 2L * count) {
      Directory.Entry entry = directory.next();
      if (entry == null) {
        return found.isEmpty() ? null : found;
      }
      found.add(FsBinding.name(entry.name(), asBuffer));
      found.add(entry.type());
    }
    return found;
  }
}
