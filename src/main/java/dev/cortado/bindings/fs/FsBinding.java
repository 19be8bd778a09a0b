package dev.cortado.bindings.fs;

import static dev.cortado.posix.PosixException.check;

import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.Fd;
import dev.cortado.posix.FileCopy;
import dev.cortado.posix.FileSystem;
import dev.cortado.posix.PathBytes;
import dev.cortado.posix.PosixException;
import dev.cortado.posix.Stat;
import dev.cortado.posix.UvError;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Every function takes a callback as its last argument: with one it works on the work pool and
 * calls {@code callback(error, value)} later, with {@code undefined} there it works at once and
 * returns or throws.
 *
 * <p>Paths are strings or bytes. Names come back as strings, or as Buffers where {@code asBuffer}
 * says so.
 */
public final class FsBinding implements Binding {
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Environment env;
  private BindingTarget target;

  /** Reads the arguments, on the JavaScript thread, and returns the work to do. */
  private interface Preparation {
    Callable<Object> prepare(Arguments args);
  }

  @Override
  public void initialize(BindingTarget bindingTarget, Environment environment) {
    env = environment;
    target = bindingTarget;
    target.constant("constants", FsConstants.toObject(env));
    target.constant("statFields", Stat.FIELDS);
    DirectoryHandle.register(this, target);
    FileWatcher.register(target, env);
    defineWholeFiles();
    defineDescriptors();
    definePaths();
    defineDirectories();
    defineStat();
    target.method("exists", args -> FileSystem.access(path(args, 0).bytes(), 0) >= 0);
  }

  private void operation(String name, int callbackIndex, Preparation preparation) {
    target.method(name, args -> run(args.get(callbackIndex), preparation.prepare(args)));
  }

  /** Works now, or on the pool if there is a callback. */
  Object run(Object callback, Callable<Object> work) {
    if (callback instanceof JSFunctionObject function) {
      env.submitRequest("FSReqCallback", function, work, this::toJs);
      return null;
    }
    try {
      return toJs(work.call());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Object toJs(Object value) {
    return switch (value) {
      case null -> Js.UNDEFINED;
      case byte[] bytes -> env.newBuffer(bytes);
      case String text -> Js.string(text);
      case List<?> list -> env.newArray(list.stream().map(this::toJs).toArray());
      default -> value;
    };
  }

  static FsPath path(Arguments args, int index) {
    return args.isString(index)
        ? FsPath.of(args.string(index))
        : new FsPath(args.bytes(index).copy());
  }

  /** A name for JavaScript. */
  static Object name(byte[] bytes, boolean asBuffer) {
    return asBuffer ? bytes : PathBytes.decode(bytes);
  }

  private void defineWholeFiles() {
    operation(
        "readFile",
        3,
        args -> {
          FsPath path = path(args, 0);
          int flags = args.int32(1);
          boolean asText = args.bool(2);
          return () -> FileContents.read(path, flags, asText);
        });
    operation(
        "readFileFd",
        2,
        args -> {
          int fd = args.int32(0);
          boolean asText = args.bool(1);
          return () -> FileContents.readOpened(fd, asText);
        });
    operation(
        "writeFile",
        5,
        args -> {
          FsPath path = path(args, 0);
          FileContents.Data data = data(args, 1);
          int flags = args.int32(2);
          int mode = args.int32(3);
          boolean flush = args.bool(4);
          return () -> FileContents.write(path, data, flags, mode, flush);
        });
    operation(
        "writeFileFd",
        3,
        args -> {
          int fd = args.int32(0);
          FileContents.Data data = data(args, 1);
          boolean flush = args.bool(2);
          return () -> FileContents.writeOpened(fd, data, flush);
        });
    operation(
        "copyFile",
        3,
        args -> {
          FsPath from = path(args, 0);
          FsPath to = path(args, 1);
          int mode = args.int32(2);
          return () -> check2(FileCopy.copy(from.bytes(), to.bytes(), mode), "copyfile", from, to);
        });
  }

  private static FileContents.Data data(Arguments args, int index) {
    if (args.isString(index)) {
      String text = args.string(index);
      return FileContents.Data.ofText(text);
    }
    Bytes bytes = args.bytes(index);
    return new FileContents.Data(bytes.array(), bytes.offset(), bytes.length());
  }

  private void defineDescriptors() {
    operation(
        "open",
        3,
        args -> {
          FsPath path = path(args, 0);
          int flags = args.int32(1);
          int mode = args.int32(2);
          return () -> check(FileSystem.open(path.bytes(), flags, mode), "open", path.text());
        });
    descriptorOperation("close", (fd, args) -> () -> Fd.close(fd));
    descriptorOperation("fsync", (fd, args) -> () -> Fd.fsync(fd));
    descriptorOperation("fdatasync", (fd, args) -> () -> Fd.fdatasync(fd));
    operation(
        "read",
        5,
        args -> {
          int fd = args.int32(0);
          Bytes bytes = args.bytes(1);
          int offset = args.int32(2);
          int length = args.int32(3);
          long position = args.integer(4);
          return () ->
              check(Fd.read(fd, bytes.array(), bytes.offset() + offset, length, position), "read");
        });
    operation(
        "write",
        5,
        args -> {
          int fd = args.int32(0);
          Bytes bytes = args.bytes(1);
          int offset = args.int32(2);
          int length = args.int32(3);
          long position = args.integer(4);
          return () ->
              check(
                  Fd.write(fd, bytes.array(), bytes.offset() + offset, length, position), "write");
        });
    operation(
        "writeString",
        3,
        args -> {
          int fd = args.int32(0);
          byte[] bytes = PathBytes.encode(args.string(1));
          long position = args.integer(2);
          return () -> check(Fd.write(fd, bytes, 0, bytes.length, position), "write");
        });
    operation(
        "readv",
        3,
        args -> {
          int fd = args.int32(0);
          Bytes[] buffers = buffers(args.object(1));
          long position = args.integer(2);
          return () -> Vectors.read(fd, buffers, position);
        });
    operation(
        "writev",
        3,
        args -> {
          int fd = args.int32(0);
          Bytes[] buffers = buffers(args.object(1));
          long position = args.integer(2);
          return () -> Vectors.write(fd, buffers, position);
        });
    operation(
        "ftruncate",
        2,
        args -> {
          int fd = args.int32(0);
          long length = args.integer(1);
          return () -> done(check(Fd.truncate(fd, length), "ftruncate"));
        });
    operation(
        "fchmod",
        2,
        args -> {
          int fd = args.int32(0);
          int mode = args.int32(1);
          return () -> done(check(Fd.chmod(fd, mode), "fchmod"));
        });
    operation(
        "fchown",
        3,
        args -> {
          int fd = args.int32(0);
          int uid = (int) args.integer(1);
          int gid = (int) args.integer(2);
          return () -> done(check(Fd.chown(fd, uid, gid), "fchown"));
        });
    operation(
        "futimes",
        3,
        args -> {
          int fd = args.int32(0);
          double atime = args.number(1);
          double mtime = args.number(2);
          return () -> done(check(Fd.utimes(fd, atime, mtime), "futime"));
        });
    target.method("isatty", args -> Fd.isatty(args.int32(0)));
  }

  private interface DescriptorCall {
    Callable<Integer> prepare(int fd, Arguments args);
  }

  private void descriptorOperation(String name, DescriptorCall call) {
    operation(
        name,
        1,
        args -> {
          Callable<Integer> work = call.prepare(args.int32(0), args);
          return () -> done(check(work.call(), name));
        });
  }

  private static Bytes[] buffers(JSDynamicObject array) {
    int length = ((Number) Js.get(array, "length")).intValue();
    Bytes[] buffers = new Bytes[length];
    for (int i = 0; i < length; i++) {
      buffers[i] = Arguments.bytesOf(Js.get(array, i));
    }
    return buffers;
  }

  private interface PathCall {
    int call(byte[] path);
  }

  private interface TwoPathCall {
    int call(byte[] from, byte[] to);
  }

  private interface PathPreparation {
    PathCall prepare(Arguments args);
  }

  private void pathOperation(
      String name, String syscall, int callbackIndex, PathPreparation preparation) {
    operation(
        name,
        callbackIndex,
        args -> {
          FsPath path = path(args, 0);
          PathCall call = preparation.prepare(args);
          return () -> done(check(call.call(path.bytes()), syscall, path.text()));
        });
  }

  private void twoPathOperation(String name, TwoPathCall call) {
    operation(
        name,
        2,
        args -> {
          FsPath from = path(args, 0);
          FsPath to = path(args, 1);
          return () -> check2(call.call(from.bytes(), to.bytes()), name, from, to);
        });
  }

  private void definePaths() {
    pathOperation(
        "access",
        "access",
        2,
        args -> {
          int mode = args.int32(1);
          return path -> FileSystem.access(path, mode);
        });
    pathOperation("unlink", "unlink", 1, args -> FileSystem::unlink);
    pathOperation("rmdir", "rmdir", 1, args -> FileSystem::rmdir);
    pathOperation(
        "chmod",
        "chmod",
        2,
        args -> {
          int mode = args.int32(1);
          return path -> FileSystem.chmod(path, mode);
        });
    defineOwner("chown", true);
    defineOwner("lchown", false);
    defineTimes("utimes", "utime", true);
    defineTimes("lutimes", "lutime", false);
    twoPathOperation("rename", FileSystem::rename);
    twoPathOperation("link", FileSystem::link);
    twoPathOperation("symlink", FileSystem::symlink);
    operation(
        "readlink",
        2,
        args -> {
          FsPath path = path(args, 0);
          boolean asBuffer = args.bool(1);
          return () -> name(FileSystem.readlink(path.bytes()), asBuffer);
        });
    operation(
        "realpath",
        2,
        args -> {
          FsPath path = path(args, 0);
          boolean asBuffer = args.bool(1);
          return () -> name(FileSystem.realpath(path.bytes()), asBuffer);
        });
  }

  private void defineOwner(String name, boolean followLinks) {
    pathOperation(
        name,
        name,
        3,
        args -> {
          int uid = (int) args.integer(1);
          int gid = (int) args.integer(2);
          return path ->
              followLinks ? FileSystem.chown(path, uid, gid) : FileSystem.lchown(path, uid, gid);
        });
  }

  private void defineTimes(String name, String syscall, boolean followLinks) {
    pathOperation(
        name,
        syscall,
        3,
        args -> {
          double atime = args.number(1);
          double mtime = args.number(2);
          return path -> FileSystem.utimes(path, atime, mtime, followLinks);
        });
  }

  private void defineDirectories() {
    operation(
        "mkdir",
        3,
        args -> {
          FsPath path = path(args, 0);
          int mode = args.int32(1);
          boolean recursive = args.bool(2);
          return () -> DirectoryTree.make(path, mode, recursive);
        });
    operation(
        "mkdtemp",
        2,
        args -> {
          FsPath prefix = path(args, 0);
          boolean asBuffer = args.bool(1);
          return () -> name(DirectoryTree.makeTemporary(prefix), asBuffer);
        });
    operation(
        "readdir",
        3,
        args -> {
          FsPath path = path(args, 0);
          boolean asBuffer = args.bool(1);
          boolean withTypes = args.bool(2);
          return () -> DirectoryTree.list(path, asBuffer, withTypes);
        });
    operation(
        "rm",
        5,
        args -> {
          FsPath path = path(args, 0);
          boolean recursive = args.bool(1);
          boolean force = args.bool(2);
          int maxRetries = args.int32(3);
          int retryDelay = args.int32(4);
          return () ->
              DirectoryTree.remove(
                  path, new DirectoryTree.Removal(recursive, force, maxRetries, retryDelay));
        });
  }

  /** Stat functions fill a Float64Array or, as the second argument says, a BigInt64Array. */
  private void defineStat() {
    operation(
        "stat",
        4,
        args -> {
          FsPath path = path(args, 0);
          boolean big = args.bool(1);
          Bytes values = args.bytes(2);
          boolean throwIfNoEntry = args.bool(3);
          return () -> stat(path, true, big, values, throwIfNoEntry);
        });
    operation(
        "lstat",
        4,
        args -> {
          FsPath path = path(args, 0);
          boolean big = args.bool(1);
          Bytes values = args.bytes(2);
          boolean throwIfNoEntry = args.bool(3);
          return () -> stat(path, false, big, values, throwIfNoEntry);
        });
    operation(
        "fstat",
        3,
        args -> {
          int fd = args.int32(0);
          boolean big = args.bool(1);
          Bytes values = args.bytes(2);
          return () -> {
            long[] stat = new long[Stat.FIELDS];
            check(Fd.stat(fd, stat), "fstat");
            return put(stat, big, values);
          };
        });
    operation(
        "statfs",
        3,
        args -> {
          FsPath path = path(args, 0);
          boolean big = args.bool(1);
          Bytes values = args.bytes(2);
          return () -> {
            long[] stat = new long[FileSystem.STATFS_FIELDS];
            check(FileSystem.statfs(path.bytes(), stat), "statfs", path.text());
            return put(stat, big, values);
          };
        });
  }

  private static Object stat(
      FsPath path, boolean followLinks, boolean big, Bytes values, boolean throwIfNoEntry) {
    long[] stat = new long[Stat.FIELDS];
    int result =
        followLinks ? FileSystem.stat(path.bytes(), stat) : FileSystem.lstat(path.bytes(), stat);
    if (result < 0) {
      if (!throwIfNoEntry && isNoEntry(result)) {
        return false;
      }
      throw new PosixException(result, followLinks ? "stat" : "lstat", path.text());
    }
    return put(stat, big, values);
  }

  private static boolean isNoEntry(int result) {
    return result == UvError.ENOENT.number() || result == UvError.ENOTDIR.number();
  }

  private static Object put(long[] from, boolean big, Bytes into) {
    for (int i = 0; i < from.length; i++) {
      int at = into.offset() + i * Long.BYTES;
      if (big) {
        LONG.set(into.array(), at, from[i]);
      } else {
        DOUBLE.set(into.array(), at, (double) from[i]);
      }
    }
    return true;
  }

  private static Object done(int result) {
    return null;
  }

  private static Object check2(int result, String syscall, FsPath from, FsPath to) {
    if (result < 0) {
      throw new PosixException(result, syscall, from.text(), to.text());
    }
    return null;
  }
}
