package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What statx says of a file: {@code long}s in the order in which Node.js's {@code Stats} has them,
 * times as seconds followed by nanoseconds. The structure is the same on every architecture of
 * Linux.
 */
public final class Stat {
  public static final int DEV = 0;
  public static final int MODE = 1;
  public static final int NLINK = 2;
  public static final int UID = 3;
  public static final int GID = 4;
  public static final int RDEV = 5;
  public static final int BLKSIZE = 6;
  public static final int INO = 7;
  public static final int SIZE = 8;
  public static final int BLOCKS = 9;
  public static final int ATIME = 10;
  public static final int MTIME = 12;
  public static final int CTIME = 14;
  public static final int BIRTHTIME = 16;

  /** How many values there are. */
  public static final int FIELDS = 18;

  public static final int S_IFMT = 0xF000;
  public static final int S_IFREG = 0x8000;
  public static final int S_IFDIR = 0x4000;
  public static final int S_IFLNK = 0xA000;

  private Stat() {}

  public static boolean isRegular(final long[] stat) {
    return (stat[MODE] & S_IFMT) == S_IFREG;
  }

  public static boolean isDirectory(final long[] stat) {
    return (stat[MODE] & S_IFMT) == S_IFDIR;
  }

  /** Reads a {@code struct statx}. */
  static void read(final MemorySegment statx, final long[] into) {
    into[DEV] = device(statx.get(JAVA_INT, 136), statx.get(JAVA_INT, 140));
    into[MODE] = Short.toUnsignedLong(statx.get(JAVA_SHORT, 28));
    into[NLINK] = Integer.toUnsignedLong(statx.get(JAVA_INT, 16));
    into[UID] = Integer.toUnsignedLong(statx.get(JAVA_INT, 20));
    into[GID] = Integer.toUnsignedLong(statx.get(JAVA_INT, 24));
    into[RDEV] = device(statx.get(JAVA_INT, 128), statx.get(JAVA_INT, 132));
    into[BLKSIZE] = Integer.toUnsignedLong(statx.get(JAVA_INT, 4));
    into[INO] = statx.get(JAVA_LONG, 32);
    into[SIZE] = statx.get(JAVA_LONG, 40);
    into[BLOCKS] = statx.get(JAVA_LONG, 48);
    time(statx, 64, into, ATIME);
    time(statx, 112, into, MTIME);
    time(statx, 96, into, CTIME);
    time(statx, 80, into, BIRTHTIME);
  }

  private static void time(
      final MemorySegment statx, final int offset, final long[] into, final int field) {
    into[field] = statx.get(JAVA_LONG, offset);
    into[field + 1] = Integer.toUnsignedLong(statx.get(JAVA_INT, offset + 8L));
  }

  /** glibc's makedev(3). */
  private static long device(final int majorNumber, final int minorNumber) {
    final long major = Integer.toUnsignedLong(majorNumber);
    final long minor = Integer.toUnsignedLong(minorNumber);
    return (major & 0xFFF) << 8 | (major & ~0xFFFL) << 32 | minor & 0xFF | (minor & ~0xFFL) << 12;
  }
}
