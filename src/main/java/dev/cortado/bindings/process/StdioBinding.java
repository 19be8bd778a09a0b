package dev.cortado.bindings.process;

import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.posix.Fd;
import dev.cortado.posix.PosixException;
import dev.cortado.posix.UvError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writing to stdout and stderr without FFM: what a small program prints costs no more than Java's
 * own output does.
 */
public final class StdioBinding implements Binding {
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int PIPE_BUF = 4096;
  private static final int MAX_THROUGH_JAVA = 16 * PIPE_BUF;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method(
        "writeString",
        args -> {
          byte[] bytes = args.string(1).getBytes(StandardCharsets.UTF_8);
          write(args.int32(0), bytes, 0, bytes.length);
          return null;
        });
    target.method(
        "writeBytes",
        args -> {
          Bytes bytes = args.bytes(1);
          write(args.int32(0), bytes.array(), bytes.offset(), bytes.length());
          return null;
        });
    target.method("isTerminal", args -> isTerminal(args.int32(0)));
  }

  /** Whether a descriptor is a terminal, without FFM where /proc tells. */
  public static boolean isTerminal(int fd) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return Fd.isatty(fd);
    }
  }

  private void write(int fd, byte[] bytes, int offset, int length) {
    if (length > MAX_THROUGH_JAVA || (fd != STDOUT && fd != STDERR)) {
      writeThroughLibc(fd, bytes, offset, length);
      return;
    }
    int at = offset;
    final int end = offset + length;
    try {
      do {
        // What is no longer than PIPE_BUF is written completely or not at all.
        int part = Math.min(end - at, PIPE_BUF);
        (fd == STDERR ? err : out).write(bytes, at, part);
        at += part;
      } while (at < end);
    } catch (IOException e) {
      // Java tells the reason in words only. libc reports it by number, or waits where the other
      // end is slow.
      writeThroughLibc(fd, bytes, at, end - at);
    }
  }

  private static void writeThroughLibc(int fd, byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int count = Fd.write(fd, bytes, offset + done, length - done, -1);
      if (count >= 0) {
        done += count;
      } else if (count == UvError.EAGAIN.number()) {
        Fd.poll(fd, Fd.POLLOUT, -1);
      } else {
        throw new PosixException(count, "write");
      }
    }
  }
}
