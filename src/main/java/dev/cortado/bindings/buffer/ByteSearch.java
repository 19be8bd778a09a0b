package dev.cortado.bindings.buffer;

import dev.cortado.engine.Bytes;
import java.util.Arrays;

/** Finds bytes in bytes. */
final class ByteSearch {
  private ByteSearch() {}

  /**
   * Where a search begins that was asked to begin at {@code offset}, counted from the end when
   * negative; -1 when nothing can be found from there.
   */
  private static long start(int length, long offset, int needle, boolean forward) {
    if (offset < 0) {
      if (offset + length >= 0) {
        return offset + length;
      }
      return forward || needle == 0 ? 0 : -1;
    }
    if (offset + needle <= length) {
      return offset;
    }
    if (needle == 0) {
      return length;
    }
    return forward ? -1 : length - 1;
  }

  static int find(Bytes haystack, byte[] needle, int offset, int step, boolean forward) {
    return find(haystack, needle, 0, needle.length, offset, step, forward);
  }

  static int find(Bytes haystack, Bytes needle, int offset, int step, boolean forward) {
    return find(haystack, needle.array(), needle.offset(), needle.length(), offset, step, forward);
  }

  /**
   * @param step the distance between places to look at: 2 for UTF-16
   * @return the index of the first (or last) occurrence from {@code offset} on (or back), or -1
   */
  private static int find(
      Bytes haystack, byte[] needle, int from, int count, int offset, int step, boolean forward) {
    int length = haystack.length();
    long start = start(length, offset, count, forward);
    if (count == 0) {
      return (int) start;
    }
    if (length == 0 || start < 0 || count > length || forward && start + count > length) {
      return -1;
    }
    if (step == 2 && (length < 2 || count < 2)) {
      return -1;
    }
    int usable = step == 2 ? count & ~1 : count;
    int first = step == 2 ? (int) start & ~1 : (int) start;
    return forward
        ? findForward(haystack, needle, from, usable, first, step)
        : findBackward(haystack, needle, from, usable, first, step);
  }

  private static int findForward(
      Bytes haystack, byte[] needle, int from, int count, int start, int step) {
    byte[] bytes = haystack.array();
    int base = haystack.offset();
    byte lead = needle[from];
    for (int i = start; i <= haystack.length() - count; i += step) {
      if (bytes[base + i] == lead && matches(bytes, base + i, needle, from, count)) {
        return i;
      }
    }
    return -1;
  }

  private static int findBackward(
      Bytes haystack, byte[] needle, int from, int count, int start, int step) {
    byte[] bytes = haystack.array();
    int base = haystack.offset();
    byte lead = needle[from];
    int last = haystack.length() - count;
    if (step == 2) {
      last &= ~1;
    }
    for (int i = Math.min(start, last); i >= 0; i -= step) {
      if (bytes[base + i] == lead && matches(bytes, base + i, needle, from, count)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] bytes, int at, byte[] needle, int from, int count) {
    return Arrays.equals(bytes, at, at + count, needle, from, from + count);
  }
}
