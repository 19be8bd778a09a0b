package dev.cortado.bindings.builtins;

import com.oracle.truffle.js.nodes.JSNodeDecoder;
import dev.cortado.engine.snapshot.Snapshot;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of {@code lib/} that every start loads, texts and snapshots, in one file: opening and
 * reading sixty is a fiftieth of a start.
 *
 * <p>Begins with the checksum of GraalJS's node factory and the number of files (32 bits each, big
 * endian). Of each file follow its id, when it was changed last (64 bits), its text and its
 * snapshot; the id, the text and the snapshot are each behind their length in bytes (32 bits).
 */
final class StartArchive {
  private static final String NAME = "start-archive";
  private static final String LIST = "start-files";

  /** No file at all. */
  static final StartArchive NONE = new StartArchive(0, Map.of());

  /**
   * @param modified when the file was changed last, in milliseconds since 1970
   */
  record Entry(long modified, byte[] text, Snapshot snapshot) {
    /** Whether a file is still the one that was kept: an edit needs no build. */
    boolean isOf(File file) {
      return file.length() == text.length && file.lastModified() == modified;
    }
  }

  private final int checksum;
  private final Map<String, Entry> entries;

  private StartArchive(int checksum, Map<String, Entry> entries) {
    this.checksum = checksum;
    this.entries = entries;
  }

  /**
   * Takes a file out; null where it is not there (any more), or is for another version of GraalJS.
   */
  Entry take(String id) {
    Entry entry = entries.isEmpty() ? null : entries.remove(id);
    return entry != null && checksum == JSNodeDecoder.getChecksum() ? entry : null;
  }

  /**
   * @param folder the snapshots' folder
   * @return an empty archive where there is none
   */
  static StartArchive read(Path folder) {
    // The checksum waits for the first file: asking for it initializes half of GraalJS, which is
    // for the
    // engine to begin.
    int checksum = 0;
    Map<String, Entry> entries = new HashMap<>();
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(NAME)));
      checksum = in.getInt();
      int count = in.getInt();
      for (int i = 0; i < count; i++) {
        String id = new String(next(in), StandardCharsets.ISO_8859_1);
        entries.put(id, new Entry(in.getLong(), next(in), new Snapshot(next(in))));
      }
    } catch (IOException e) {
      // There is none: each file is read by itself.
    }
    return new StartArchive(checksum, entries);
  }

  private static byte[] next(ByteBuffer in) {
    int length = in.getInt();
    int start = in.position();
    in.position(start + length);
    return Arrays.copyOfRange(in.array(), start, start + length);
  }

  /** Makes it from the files and the snapshots that are there. */
  static void write(Path library, Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    List<String> ids =
        ids().stream().filter(id -> Files.exists(LibrarySnapshots.file(folder, id))).toList();
    out.writeInt(JSNodeDecoder.getChecksum());
    out.writeInt(ids.size());
    for (String id : ids) {
      Path file = library.resolve(id + ".js");
      write(out, id.getBytes(StandardCharsets.ISO_8859_1));
      out.writeLong(file.toFile().lastModified());
      write(out, Files.readAllBytes(file));
      write(out, Files.readAllBytes(LibrarySnapshots.file(folder, id)));
    }
    Files.write(folder.resolve(NAME), bytes.toByteArray());
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** What hello world loads, in that order; {@code test/process/start_files.test.js} checks it. */
  private static List<String> ids() throws IOException {
    try (InputStream in = StartArchive.class.getResourceAsStream(LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }
}
