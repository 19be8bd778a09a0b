package dev.cortado.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemTest {
  @TempDir Path dir;

  private byte[] path(final String name) {
    return PathBytes.encode(dir.resolve(name).toString());
  }

  private static byte[] random(final int length) {
    final byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void errorsAreNegativeNumbers() {
    assertEquals(UvError.ENOENT.number(), FileSystem.open(path("none"), 0, 0));
    assertEquals(UvError.ENAMETOOLONG.number(), FileSystem.unlink(path("x".repeat(5000))));
    assertEquals(UvError.EBADF.number(), Fd.close(-1));
    assertEquals(UvError.ENOTDIR.number(), FileSystem.rmdir(PathBytes.encode("/dev/null")));
    final PosixException e =
        assertThrows(PosixException.class, () -> FileSystem.realpath(path("none")));
    assertEquals("ENOENT", e.code());
  }

  @Test
  void statAgreesWithJava() throws IOException {
    final Path file = Files.write(dir.resolve("f"), random(12345));
    final long[] stat = new long[Stat.FIELDS];
    assertEquals(0, FileSystem.stat(path("f"), stat));
    assertEquals(12345, stat[Stat.SIZE]);
    assertTrue(Stat.isRegular(stat));
    assertEquals(Files.getAttribute(file, "unix:ino"), stat[Stat.INO]);
    assertEquals(Files.getAttribute(file, "unix:dev"), stat[Stat.DEV]);
    assertEquals(Files.getLastModifiedTime(file).toMillis() / 1000, stat[Stat.MTIME]);

    assertEquals(0, FileSystem.stat(PathBytes.encode("/dev/null"), stat));
    assertEquals(0x103, stat[Stat.RDEV]);
  }

  @Test
  void readsAndWritesWithAndWithoutPosition() {
    for (final int size : new int[] {10, 64 * 1024, 300_000}) {
      final byte[] data = random(size);
      final int flags = FileSystem.O_RDWR | FileSystem.O_CREAT | FileSystem.O_TRUNC;
      final int fd = FileSystem.open(path("rw"), flags, 0x1A4);
      assertTrue(fd > 2);
      assertEquals(size, Fd.write(fd, data, 0, size, -1));
      assertEquals(3, Fd.write(fd, data, 2, 3, 0));
      assertEquals(0, Fd.seek(fd, 0, 0));
      final byte[] back = new byte[size + 1];
      assertEquals(size, Fd.read(fd, back, 1, size, -1));
      assertEquals(data[2], back[1]);
      assertEquals(data[size - 1], back[size]);
      assertEquals(0, Fd.read(fd, back, 0, 1, -1));
      assertEquals(0, Fd.close(fd));
    }
  }

  @Test
  void pipesCarryMoreThanOneChunk() throws Exception {
    final int[] ends = new int[2];
    assertEquals(0, Fd.pipe(ends));
    final byte[] data = random(200_000);
    final Thread writer =
        new Thread(
            () -> {
              Fd.write(ends[1], data, 0, data.length, -1);
              Fd.close(ends[1]);
            });
    writer.start();
    final byte[] back = new byte[data.length];
    int done = 0;
    for (int count; (count = Fd.read(ends[0], back, done, back.length - done, -1)) > 0; ) {
      done += count;
    }
    writer.join();
    assertArrayEquals(data, back);
    assertFalse(Fd.isatty(ends[0]));
    assertEquals(0, Fd.poll(ends[1], Fd.POLLOUT, 0) & Fd.POLLOUT);
    Fd.close(ends[0]);
  }

  @Test
  void listsSorted() throws IOException {
    for (int i = 999; i >= 0; i--) {
      Files.createFile(dir.resolve("entry-" + i));
    }
    Files.createDirectory(dir.resolve("a"));
    Files.createSymbolicLink(dir.resolve("b"), dir.resolve("a"));
    final var entries = Directory.list(path("."));
    assertEquals(1002, entries.size());
    assertEquals("a", PathBytes.decode(entries.get(0).name()));
    assertEquals(Directory.DIR, entries.get(0).type());
    assertEquals(Directory.LINK, entries.get(1).type());
    assertEquals("entry-0", PathBytes.decode(entries.get(2).name()));
    assertEquals("entry-999", PathBytes.decode(entries.get(1001).name()));
  }

  @Test
  void copiesBytesAndPermissions() throws IOException {
    final byte[] data = random(1_000_000);
    Files.write(dir.resolve("from"), data);
    assertEquals(0, FileSystem.chmod(path("from"), 0x1E8));
    Files.writeString(dir.resolve("to"), "old");
    assertEquals(UvError.EEXIST.number(), FileCopy.copy(path("from"), path("to"), 1));
    assertEquals(0, FileCopy.copy(path("from"), path("to"), 0));
    assertArrayEquals(data, Files.readAllBytes(dir.resolve("to")));
    assertEquals(0x1E8, (int) Files.getAttribute(dir.resolve("to"), "unix:mode") & 0xFFF);
    assertEquals(0, FileCopy.copy(path("from"), path("from"), 0));
    assertEquals(data.length, Files.size(dir.resolve("from")));
    assertEquals(0, FileCopy.copy(PathBytes.encode("/proc/self/stat"), path("to"), 0));
    assertTrue(Files.size(dir.resolve("to")) > 0);
  }

  @Test
  void linksAndTimes() throws IOException {
    Files.createFile(dir.resolve("f"));
    assertEquals(0, FileSystem.symlink(PathBytes.encode("f"), path("l")));
    assertArrayEquals("f".getBytes(StandardCharsets.UTF_8), FileSystem.readlink(path("l")));
    assertArrayEquals(
        PathBytes.encode(dir.toRealPath().resolve("f").toString()), FileSystem.realpath(path("l")));
    assertEquals(0, FileSystem.utimes(path("f"), -1.5, 1234567890.123456, true));
    final long[] stat = new long[Stat.FIELDS];
    FileSystem.stat(path("f"), stat);
    assertEquals(-2, stat[Stat.ATIME]);
    assertEquals(500_000_000, stat[Stat.ATIME + 1]);
    assertEquals(1234567890, stat[Stat.MTIME]);
    assertEquals(123_456_000, stat[Stat.MTIME + 1]);
    final byte[] template = path("tmp-XXXXXX");
    assertEquals(0, FileSystem.mkdtemp(template));
    assertTrue(Files.isDirectory(Path.of(PathBytes.decode(template))));
  }

  @Test
  void halfSurrogatesBecomeReplacementCharacters() {
    assertEquals(
        "a\uFFFDb\uD83D\uDE00", PathBytes.decode(PathBytes.encode("a\uD83Db\uD83D\uDE00")));
  }
}
