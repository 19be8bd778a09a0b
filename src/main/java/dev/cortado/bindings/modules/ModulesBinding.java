package dev.cortado.bindings.modules;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.posix.PosixException;
import dev.cortado.posix.UvError;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * File access for the module loaders. It goes through java.nio, not through libc, because the first
 * FFM call costs more than the rest of a small program's start.
 */
public final class ModulesBinding implements Binding {
  private static final int FILE = 0;
  private static final int DIRECTORY = 1;
  private static final int MISSING = -2;

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method("internalModuleStat", args -> stat(args.string(0)));
    target.method("readSource", args -> readSource(args.string(0)));
    target.method("readTextIfExists", args -> readTextIfExists(args.string(0)));
    PackageScopes scopes = new PackageScopes();
    target.method("packageScope", args -> scopes.of(args.string(0)));
    target.method("readStdin", args -> readStdin());
    target.method("realpath", args -> realpath(args.string(0)));
    if (System.getenv("NODE_COMPILE_CACHE") != null) {
      env.bindings().get("compile_cache"); // enables it
    }
  }

  /** Asks without exceptions: most of the paths that a look-up tries are not there. */
  private static int stat(String path) {
    File file = new File(path);
    if (file.isDirectory()) {
      return DIRECTORY;
    }
    return file.exists() ? FILE : MISSING;
  }

  private static String readSource(String path) {
    try {
      return decode(Files.readAllBytes(Path.of(path)));
    } catch (NoSuchFileException e) {
      throw new PosixException(UvError.ENOENT, "open", path);
    } catch (AccessDeniedException e) {
      throw new PosixException(UvError.EACCES, "open", path);
    } catch (IOException e) {
      boolean directory = Files.isDirectory(Path.of(path));
      throw directory
          ? new PosixException(UvError.EISDIR.number(), "read")
          : new PosixException(UvError.EIO, "read", path);
    }
  }

  private static String readTextIfExists(String path) {
    if (!new File(path).exists()) {
      return null;
    }
    try {
      return decode(Files.readAllBytes(Path.of(path)));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static String readStdin() {
    try {
      return decode(System.in.readAllBytes());
    } catch (IOException e) {
      throw new PosixException(UvError.EIO.number(), "read");
    }
  }

  private static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String realpath(String path) {
    try {
      return Path.of(path).toRealPath().toString();
    } catch (IOException e) {
      throw new PosixException(UvError.ENOENT, "lstat", path);
    }
  }
}
