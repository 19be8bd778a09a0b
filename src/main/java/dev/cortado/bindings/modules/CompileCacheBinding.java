package dev.cortado.bindings.modules;

import dev.cortado.bindings.modules.CompileCache.CacheEntry;
import dev.cortado.bindings.modules.CompileCache.Content;
import dev.cortado.bindings.process.ProcessBinding;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.snapshot.CachedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What {@code lib/internal/modules/compile_cache.js} asks for. Where the environment names a folder
 * the cache is enabled from the start, which this binding is then asked for at.
 */
public final class CompileCacheBinding implements Binding {
  private static final int FAILED = 0;
  private static final int ENABLED = 1;
  private static final int ALREADY_ENABLED = 2;
  private static final int DISABLED = 3;

  private final CompileCacheLog log = CompileCacheLog.of(System.getenv("NODE_DEBUG_NATIVE"));
  private Environment env;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    String folder = System.getenv("NODE_COMPILE_CACHE");
    if (folder != null && !folder.isEmpty()) {
      enable(folder, "1".equals(System.getenv("NODE_COMPILE_CACHE_PORTABLE")));
    }
    target.method("enableCompileCache", args -> enable(args.string(0), args.bool(1)));
    target.method("getCompileCacheDir", args -> folder());
    target.method(
        "flushCompileCache",
        args -> {
          flush(args.bool(0));
          return null;
        });
    target.method("getTranspiled", args -> entry(args).transpiled());
    target.method(
        "saveTranspiled",
        args -> {
          entry(args).setTranspiled(args.string(3));
          return null;
        });
  }

  private CompileCache cache() {
    return (CompileCache) env.compiler().codeCache();
  }

  /** {@code [status, message | undefined, folder | undefined]}. */
  private Object enable(String base, boolean isPortable) {
    if (System.getenv("NODE_DISABLE_COMPILE_CACHE") instanceof String value && !value.isEmpty()) {
      log.say("Disabled by NODE_DISABLE_COMPILE_CACHE.");
      return env.newArray(DISABLED, "Disabled by NODE_DISABLE_COMPILE_CACHE", Js.UNDEFINED);
    }
    if (cache() != null) {
      return env.newArray(ALREADY_ENABLED, Js.UNDEFINED, folder());
    }
    if (isPortable) {
      log.say("using relative path");
    }
    try {
      String tag =
          String.format(
              "v%s-%s-%08x-%s",
              ProcessBinding.NODE_VERSION, ProcessBinding.arch(), CachedCode.version(), user());
      Path folder = Path.of(base).toAbsolutePath().normalize().resolve(tag);
      log.say("resolved path %s + %s -> %s", base, tag, folder);
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        log.say("creating cache directory %s...%s", folder, CompileCacheLog.reason(e));
        throw e;
      }
      log.say("creating cache directory %s...success", folder);
      env.compiler().setCodeCache(new CompileCache(env, folder, isPortable, log));
      env.setAtEnd(() -> cache().persist(false));
      return env.newArray(ENABLED, Js.UNDEFINED, base);
    } catch (IOException e) {
      return failed(CompileCacheLog.reason(e));
    } catch (InvalidPathException e) {
      return failed(e.getReason());
    }
  }

  private Object failed(String reason) {
    String message = "Cannot create cache directory: " + reason;
    log.say("%s", message);
    return env.newArray(FAILED, message, Js.UNDEFINED);
  }

  /** Caches of different users are apart: one can't write the other's. */
  private static Object user() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private String folder() {
    return cache() == null ? null : cache().folder().toString();
  }

  private void flush(boolean keep) {
    log.say("module.flushCompileCache() requested.");
    if (cache() != null) {
      cache().persist(keep);
    }
    log.say("module.flushCompileCache() finished.");
  }

  /** The arguments {@code content, name, text}. */
  private CacheEntry entry(Arguments args) {
    return cache().entry(Content.values()[args.int32(0)], args.string(1), args.string(2));
  }
}
