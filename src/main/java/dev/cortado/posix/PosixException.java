package dev.cortado.posix;

/**
 * A system call that failed. It carries what Node.js's error objects carry and no Java stack trace:
 * failing calls are ordinary (a file that is not there) and must be cheap.
 */
public final class PosixException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final String syscall;
  private final String path;
  private final String dest;

  /**
   * Makes the exception for a failed call.
   *
   * @param errno the error number; {@code errno} as libc has it and its negation mean the same
   * @param syscall the name of the call, as JavaScript shows it
   * @param path the path that was given to it, or null
   * @param dest the second path of calls such as rename, or null
   */
  public PosixException(
      final int errno, final String syscall, final String path, final String dest) {
    super(null, null, false, false);
    this.errno = errno > 0 ? -errno : errno;
    this.syscall = syscall;
    this.path = path;
    this.dest = dest;
  }

  /** A failed call that names no path. */
  public PosixException(final int errno, final String syscall) {
    this(errno, syscall, null, null);
  }

  /** A failed call on one path. */
  public PosixException(final int errno, final String syscall, final String path) {
    this(errno, syscall, path, null);
  }

  /** A failed call, with an error known by name. */
  public PosixException(final UvError error, final String syscall, final String path) {
    this(error.number(), syscall, path, null);
  }

  /** Passes a result on and throws where it is a negative error number. */
  public static int check(final int result, final String syscall, final String path) {
    if (result < 0) {
      throw new PosixException(result, syscall, path, null);
    }
    return result;
  }

  /** {@link #check(int, String, String)} for a call that names no path. */
  public static int check(final int result, final String syscall) {
    return check(result, syscall, null);
  }

  /** The error number, negative. */
  public int errno() {
    return errno;
  }

  /** The name of the error, {@code ENOENT} for example. */
  public String code() {
    return UvError.name(errno);
  }

  /** What the error means, "no such file or directory" for example. */
  public String description() {
    return UvError.description(errno);
  }

  /** The call that failed, or null. */
  public String syscall() {
    return syscall;
  }

  /** The path the call was given, or null. */
  public String path() {
    return path;
  }

  /** The second path the call was given, or null. */
  public String dest() {
    return dest;
  }

  /** The whole message as Node.js words it: {@code ENOENT: no such file or directory, open 'x'}. */
  @Override
  public String getMessage() {
    final StringBuilder text = new StringBuilder(code()).append(": ").append(description());
    if (syscall != null) {
      text.append(", ").append(syscall);
    }
    if (path != null) {
      text.append(" '").append(path).append('\'');
    }
    if (dest != null) {
      text.append(" -> '").append(dest).append('\'');
    }
    return text.toString();
  }
}
