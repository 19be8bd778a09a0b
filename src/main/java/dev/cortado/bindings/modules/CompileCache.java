package dev.cortado.bindings.modules;

import com.oracle.truffle.api.source.Source;
import dev.cortado.engine.CodeCache;
import dev.cortado.engine.Environment;
import dev.cortado.engine.ScriptCompiler;
import dev.cortado.engine.snapshot.CachedCode;
import dev.cortado.engine.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.zip.CRC32;

/**
 * The compile cache of one program: what became of its modules' texts, each in a file of a folder.
 * Files are read as modules are loaded, and written when the program ends or asks for it; what the
 * translator makes of a text is put together only then, so that a first run starts as any other.
 *
 * <p>What it says to standard error, where {@code NODE_DEBUG_NATIVE} asks for it, is what Node.js
 * says, because programs that look into their cache read that.
 */
final class CompileCache implements CodeCache {
  /** What an entry is made of, by the names that Node.js has for it. */
  enum Content {
    COMMONJS("CommonJS"),
    ESM("ESM"),
    STRIPPED("StrippedTypeScript"),
    TRANSFORMED("TransformedTypeScript"),
    TRANSFORMED_WITH_MAPS("TransformedTypeScriptWithSourceMaps");

    private final String label;

    Content(String label) {
      this.label = label;
    }

    boolean isCode() {
      return this == COMMONJS || this == ESM;
    }
  }

  private final Environment env;
  private final Path folder;
  private final boolean isPortable;
  private final CompileCacheLog log;
  private final LinkedHashMap<Integer, CacheEntry> entries = new LinkedHashMap<>();
  private SnapshotWriter writer;

  /**
   * @param folder where the files are, which is there
   * @param isPortable whether files are found again when they and the folder have moved together
   */
  CompileCache(Environment env, Path folder, boolean isPortable, CompileCacheLog log) {
    this.env = env;
    this.folder = folder;
    this.isPortable = isPortable;
    this.log = log;
  }

  Path folder() {
    return folder;
  }

  @Override
  public Entry entry(Kind kind, String name, String text) {
    return entry(kind == Kind.COMMONJS ? Content.COMMONJS : Content.ESM, name, text);
  }

  /** The entry of a text: the one in memory, or a new one with what the folder has of it. */
  CacheEntry entry(Content content, String name, String text) {
    int key = key(content, name);
    CacheEntry known = entries.get(key);
    if (known != null && known.isOf(content, name, text)) {
      return known;
    }
    CacheEntry entry = new CacheEntry(content, name, text, file(key));
    entry.read();
    entries.put(key, entry);
    return entry;
  }

  private Path file(int key) {
    return folder.resolve(HexFormat.of().toHexDigits(key));
  }

  private int key(Content content, String name) {
    CRC32 checksum = new CRC32();
    checksum.update(content.ordinal());
    checksum.update((isPortable ? relative(name) : name).getBytes(StandardCharsets.UTF_8));
    return (int) checksum.getValue();
  }

  private String relative(String name) {
    String path = name.startsWith("file://") ? name.substring("file://".length()) : name;
    if (!path.startsWith("/")) {
      return name;
    }
    String relative = folder.relativize(Path.of(path)).toString();
    log.say("using relative path %s from %s", relative, folder);
    return relative;
  }

  /**
   * Writes what is not in the folder yet.
   *
   * @param keep whether entries stay in memory
   */
  void persist(boolean keep) {
    entries.sequencedValues().reversed().forEach(CacheEntry::persist);
    if (!keep) {
      log.say("Clear deserialized cache.");
      entries.clear();
    }
  }

  /** A text, what became of it, and the file that has both. */
  final class CacheEntry implements Entry {
    private final Content content;
    private final String name;
    private final String text;
    private final Path file;

    /** What the file holds; null where there is none, or none of this text. */
    private byte[] kept;

    /**
     * What TypeScript became in this run; null for code, which is made when it is to be written.
     */
    private byte[] made;

    /** Whether this run has something to be written. */
    private boolean isNew;

    private CacheEntry(Content content, String name, String text, Path file) {
      this.content = content;
      this.name = name;
      this.text = text;
      this.file = file;
    }

    private boolean isOf(Content otherContent, String otherName, String otherText) {
      return content == otherContent && name.equals(otherName) && text.equals(otherText);
    }

    private void read() {
      String outcome;
      try {
        byte[] bytes = Files.readAllBytes(file);
        outcome = CachedCode.mismatch(bytes, text);
        if (outcome == null) {
          kept = CachedCode.unwrap(bytes);
          outcome = " success, size=" + kept.length;
        }
      } catch (NoSuchFileException e) {
        outcome = " no such file or directory";
      } catch (IOException e) {
        outcome = " " + CompileCacheLog.reason(e);
      }
      log.say("reading cache from %s for %s %s...%s", file, content.label, name, outcome);
    }

    @Override
    public byte[] code() {
      return kept;
    }

    @Override
    public void accepted() {
      log.say(
          "V8 code cache for %s %s was accepted, keeping the in-memory entry", content.label, name);
    }

    @Override
    public void compiled() {
      isNew = true;
      log.say(
          "V8 code cache for %s %s was not initialized, initializing the in-memory entry",
          content.label, name);
    }

    /** What the text became in this run or an earlier one; {@code null} where it has not. */
    String transpiled() {
      byte[] bytes = made == null ? kept : made;
      if (bytes == null) {
        log.say("no transpile cache for %s %s", content.label, name);
        return null;
      }
      log.say("retrieving transpile cache for %s %s...success", content.label, name);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    void setTranspiled(String code) {
      log.say("saving transpilation cache for %s %s", content.label, name);
      made = code.getBytes(StandardCharsets.UTF_8);
      isNew = true;
    }

    private void persist() {
      if (!isNew) {
        String reason = kept == null ? "the cache was not initialized" : "cache was the same";
        log.say("skip persisting %s %s because %s", content.label, name, reason);
        return;
      }
      isNew = false;
      byte[] bytes = content.isCode() ? encode() : made;
      if (bytes == null) {
        return;
      }
      kept = bytes;
      write(CachedCode.wrap(bytes, text));
    }

    /** Null where no snapshot can be made of the text: it is compiled at each run. */
    private byte[] encode() {
      if (writer == null) {
        writer = new SnapshotWriter(env.realm());
      }
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      try {
        if (content == Content.ESM) {
          return writer.writeModule(ScriptCompiler.moduleSource(text, name), utf8);
        }
        Source source = ScriptCompiler.source(text, name);
        return writer.writeScript(
            source, utf8, ScriptCompiler.commonJsProlog(text), ScriptCompiler.EPILOG);
      } catch (RuntimeException | StackOverflowError e) {
        // Not only NotEncodableException: a program that has ended must not fail after all.
        log.say("skip persisting %s %s because it can not be encoded: %s", content.label, name, e);
        return null;
      }
    }

    /** Others see a whole file or none. */
    private void write(byte[] bytes) {
      try {
        Path temporary = Files.createTempFile(folder, file.getFileName() + ".", "");
        log.say(
            "Creating temporary file for cache of %s (%s)... -> %s",
            name, content.label, temporary);
        try {
          writeThrough(temporary, bytes);
        } catch (IOException e) {
          Files.deleteIfExists(temporary);
          throw e;
        }
      } catch (IOException e) {
        log.say("writing cache for %s %s...%s", content.label, name, CompileCacheLog.reason(e));
      }
    }

    private void writeThrough(Path temporary, byte[] bytes) throws IOException {
      Files.write(temporary, bytes);
      log.say(
          "writing cache for %s %s to temporary file %s...success", content.label, name, temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      log.say("Renaming %s to %s...success", temporary, file);
    }
  }
}
