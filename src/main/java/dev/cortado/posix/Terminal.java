package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Terminals: their size and their modes. */
public final class Terminal {
  private static final MemorySegment IOCTL = Libc.function("ioctl");
  private static final MemorySegment TCGETATTR = Libc.function("tcgetattr");
  private static final MemorySegment TCSETATTR = Libc.function("tcsetattr");

  private static final int TIOCGWINSZ = 0x5413;
  private static final int TCSADRAIN = 1;
  private static final int EINTR = UvError.EINTR.number();

  // struct termios: four flag words, a line discipline byte, then the control characters.
  private static final int TERMIOS_SIZE = 64;
  private static final int IFLAG = 0;
  private static final int OFLAG = 4;
  private static final int CFLAG = 8;
  private static final int LFLAG = 12;
  private static final int CONTROL_CHARACTERS = 17;
  private static final int VTIME = 5;
  private static final int VMIN = 6;

  private static final int BRKINT_ICRNL_INPCK_ISTRIP_IXON = 0x2 | 0x100 | 0x10 | 0x20 | 0x400;
  private static final int ONLCR = 0x4;
  private static final int CS8 = 0x30;
  private static final int ECHO_ICANON_IEXTEN_ISIG = 0x8 | 0x2 | 0x8000 | 0x1;

  private static final Object LOCK = new Object();
  private static MemorySegment original;
  private static int originalFd = -1;

  private Terminal() {}

  /** Whether the descriptor is a terminal. */
  public static boolean isTerminal(int fd) {
    return Fd.isatty(fd);
  }

  /**
   * Asks for the window's size.
   *
   * @param into gets columns and rows
   * @return 0 or a negative error number
   */
  public static int windowSize(int fd, int[] into) {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment size = arena.allocate(8, 8);
      int result;
      do {
        result = Libc.call(IOCTL, fd, TIOCGWINSZ, size.address());
      } while (result == EINTR);
      if (result == 0) {
        into[0] = Short.toUnsignedInt(size.get(JAVA_SHORT, 2));
        into[1] = Short.toUnsignedInt(size.get(JAVA_SHORT, 0));
      }
      return result;
    }
  }

  /**
   * Passes every key on as it is pressed, without echo, or goes back to how the terminal was. What
   * was changed is set back by {@link #restore}.
   *
   * @return 0 or a negative error number
   */
  public static int setRaw(int fd, boolean raw) {
    synchronized (LOCK) {
      if (original == null) {
        if (!raw) {
          return 0;
        }
        final MemorySegment saved = Arena.global().allocate(TERMIOS_SIZE, 8);
        final int result = Libc.call(TCGETATTR, fd, saved.address());
        if (result < 0) {
          return result;
        }
        original = saved;
        originalFd = fd;
        ExitActions.add(Terminal::restore);
      }
      if (!raw) {
        return setAttributes(fd, original);
      }
      try (Arena arena = Arena.ofConfined()) {
        final MemorySegment mode = arena.allocate(TERMIOS_SIZE, 8);
        mode.copyFrom(original);
        clear(mode, IFLAG, BRKINT_ICRNL_INPCK_ISTRIP_IXON);
        set(mode, OFLAG, ONLCR);
        set(mode, CFLAG, CS8);
        clear(mode, LFLAG, ECHO_ICANON_IEXTEN_ISIG);
        mode.set(JAVA_BYTE, CONTROL_CHARACTERS + VMIN, (byte) 1);
        mode.set(JAVA_BYTE, CONTROL_CHARACTERS + VTIME, (byte) 0);
        return setAttributes(fd, mode);
      }
    }
  }

  /** Sets the terminal back to how the program found it. */
  public static void restore() {
    synchronized (LOCK) {
      if (original != null) {
        setAttributes(originalFd, original);
      }
    }
  }

  private static int setAttributes(int fd, MemorySegment mode) {
    int result;
    do {
      result = Libc.call(TCSETATTR, fd, TCSADRAIN, mode.address());
    } while (result == EINTR);
    return result;
  }

  private static void set(MemorySegment mode, int word, int bits) {
    mode.set(JAVA_INT, word, mode.get(JAVA_INT, word) | bits);
  }

  private static void clear(MemorySegment mode, int word, int bits) {
    mode.set(JAVA_INT, word, mode.get(JAVA_INT, word) & ~bits);
  }
}
