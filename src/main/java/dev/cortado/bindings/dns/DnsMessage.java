package dev.cortado.bindings.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages of the domain name system (RFC 1035): makes queries, takes replies apart. */
final class DnsMessage {
  static final int HEADER_SIZE = 12;

  private static final int MAX_NAME = 255;
  private static final int MAX_LABEL = 63;
  private static final int CLASS_IN = 1;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;

  private final byte[] bytes;
  private final int length;

  /** A record of a reply; its data are {@code length} bytes at {@code offset} of the message. */
  record Answer(int type, long ttl, int offset, int length) {}

  /** The message is not as it must be. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException() {
      super(null, null, false, false);
    }
  }

  DnsMessage(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  // ---- queries ----

  /** A query, without EDNS as Node.js's are, or null where {@code name} cannot be one. */
  static byte[] query(int id, String name, int type) {
    final byte[] encoded = encodeName(name);
    if (encoded == null) {
      return null;
    }
    final byte[] query = new byte[HEADER_SIZE + encoded.length + 4];
    put16(query, 0, id);
    put16(query, 2, RECURSION_DESIRED);
    put16(query, 4, 1);
    System.arraycopy(encoded, 0, query, HEADER_SIZE, encoded.length);
    final int at = HEADER_SIZE + encoded.length;
    put16(query, at, type);
    put16(query, at + 2, CLASS_IN);
    return query;
  }

  private static byte[] encodeName(String name) {
    final String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (plain.isEmpty()) {
      return new byte[1];
    }
    final byte[] encoded = new byte[plain.length() + 2];
    if (encoded.length > MAX_NAME) {
      return null;
    }
    int at = 0;
    for (final String label : plain.split("\\.", -1)) {
      final byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
      if (text.length == 0 || text.length > MAX_LABEL) {
        return null;
      }
      encoded[at++] = (byte) text.length;
      System.arraycopy(text, 0, encoded, at, text.length);
      at += text.length;
    }
    return encoded;
  }

  private static void put16(byte[] target, int at, int value) {
    target[at] = (byte) (value >> 8);
    target[at + 1] = (byte) value;
  }

  // ---- replies ----

  /** Whether this answers {@code query}: same number, same question. */
  boolean answers(byte[] query) {
    final int question = query.length - HEADER_SIZE;
    if (length < HEADER_SIZE + question
        || bytes[0] != query[0]
        || bytes[1] != query[1]
        || (unsigned16At(2) & RESPONSE) == 0
        || unsigned16At(4) != 1) {
      return false;
    }
    for (int i = HEADER_SIZE; i < HEADER_SIZE + question; i++) {
      if (lower(bytes[i]) != lower(query[i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  boolean isTruncated() {
    return (unsigned16At(2) & TRUNCATED) != 0;
  }

  /** The response code: 0 for success. */
  int responseCode() {
    return bytes[3] & 0xf;
  }

  /** The records of the answer section. */
  List<Answer> answers() throws MalformedException {
    int at = HEADER_SIZE;
    for (int left = unsigned16(4); left > 0; left--) {
      at = skipName(at) + 4;
    }
    final List<Answer> answers = new ArrayList<>();
    for (int left = unsigned16(6); left > 0; left--) {
      at = skipName(at);
      final int size = unsigned16(at + 8);
      final int data = at + 10;
      if (data + size > length) {
        throw new MalformedException();
      }
      if (unsigned16(at + 2) == CLASS_IN) {
        answers.add(new Answer(unsigned16(at), unsigned32(at + 4), data, size));
      }
      at = data + size;
    }
    return answers;
  }

  private int skipName(int start) throws MalformedException {
    int at = start;
    for (; ; ) {
      final int size = unsigned8(at);
      if (size == 0) {
        return at + 1;
      }
      if (size >= 0xc0) {
        unsigned8(at + 1);
        return at + 2;
      }
      at += size + 1;
    }
  }

  /** The name at {@code start}, without a dot at its end. */
  String name(int start) throws MalformedException {
    final StringBuilder name = new StringBuilder();
    int at = start;
    // A loop of pointers would never end.
    for (int steps = 0; steps < length; steps++) {
      final int size = unsigned8(at);
      if (size == 0) {
        return name.toString();
      }
      if (size >= 0xc0) {
        at = (size & 0x3f) << 8 | unsigned8(at + 1);
        continue;
      }
      if (!name.isEmpty()) {
        name.append('.');
      }
      name.append(text(at + 1, size));
      at += size + 1;
    }
    throw new MalformedException();
  }

  /** Where the name at {@code start} ends. */
  int nameEnd(int start) throws MalformedException {
    return skipName(start);
  }

  /** Some bytes as text. */
  String text(int offset, int size) throws MalformedException {
    check(offset, size);
    return new String(bytes, offset, size, StandardCharsets.ISO_8859_1);
  }

  /** A copy of some bytes. */
  byte[] copy(int offset, int size) throws MalformedException {
    check(offset, size);
    final byte[] copy = new byte[size];
    System.arraycopy(bytes, offset, copy, 0, size);
    return copy;
  }

  int unsigned8(int offset) throws MalformedException {
    check(offset, 1);
    return bytes[offset] & 0xff;
  }

  int unsigned16(int offset) throws MalformedException {
    check(offset, 2);
    return unsigned16At(offset);
  }

  private int unsigned16At(int offset) {
    return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
  }

  long unsigned32(int offset) throws MalformedException {
    return (long) unsigned16(offset) << 16 | unsigned16(offset + 2);
  }

  private void check(int offset, int size) throws MalformedException {
    if (offset < 0 || size < 0 || offset + size > length) {
      throw new MalformedException();
    }
  }
}
