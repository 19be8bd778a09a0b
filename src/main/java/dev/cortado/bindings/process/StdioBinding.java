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
 * Writing to stdout and stderr without FFM: what a small program prints costs no more than Java's own
 * output does.
 */
public final class StdioBinding implements Binding {
  private static final int STDERR = 2;

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
  private static boolean isTerminal(int fd) {
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
    try {
      (fd == STDERR ? err : out).write(bytes, offset, length);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      String code = message.contains("Broken pipe") ? "EPIPE" : message.contains("No space") ? "ENOSPC" : "EIO";
      throw new PosixException(UvError.valueOf(code).number(), "write");
    }
  }
}
