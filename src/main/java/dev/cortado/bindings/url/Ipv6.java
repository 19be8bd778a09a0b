package dev.cortado.bindings.url;

/** IPv6 addresses between brackets. */
final class Ipv6 {
  private static final int PIECES = 8;

  private final String input;
  private final int[] address = new int[PIECES];
  private int position;
  private int piece;
  private int compress = -1;

  private Ipv6(String input) {
    this.input = input;
  }

  /** The eight pieces, or {@code null} where the input is no address. */
  static int[] parse(String input) {
    Ipv6 parser = new Ipv6(input);
    return parser.run() ? parser.address : null;
  }

  private int peek() {
    return position < input.length() ? input.charAt(position) : -1;
  }

  private boolean run() {
    if (peek() == ':') {
      if (!input.startsWith("::")) {
        return false;
      }
      position = 2;
      compress = ++piece;
    }
    while (peek() >= 0) {
      if (piece == PIECES) {
        return false;
      }
      if (peek() == ':') {
        if (compress >= 0) {
          return false;
        }
        position++;
        compress = ++piece;
        continue;
      }
      int start = position;
      int value = hexPiece();
      if (peek() == '.') {
        if (position == start) {
          return false;
        }
        position = start;
        if (!dottedTail()) {
          return false;
        }
        break;
      }
      if (start == position) {
        return false;
      }
      if (peek() == ':') {
        position++;
        if (peek() < 0) {
          return false;
        }
      } else if (peek() >= 0) {
        return false;
      }
      address[piece++] = value;
    }
    return expand();
  }

  private int hexPiece() {
    int value = 0;
    for (int i = 0; i < 4 && peek() >= 0 && peek() < 128; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
      position++;
    }
    return value;
  }

  /** The last two pieces written as an IPv4 address. */
  private boolean dottedTail() {
    if (piece > 6) {
      return false;
    }
    for (int seen = 0; peek() >= 0; seen++) {
      if (seen > 0) {
        if (peek() != '.' || seen == 4) {
          return false;
        }
        position++;
      }
      int value = -1;
      while (peek() >= '0' && peek() <= '9') {
        int digit = peek() - '0';
        if (value == 0) {
          return false;
        }
        value = value < 0 ? digit : value * 10 + digit;
        if (value > 255) {
          return false;
        }
        position++;
      }
      if (value < 0) {
        return false;
      }
      address[piece] = address[piece] << 8 | value;
      if (seen == 1 || seen == 3) {
        piece++;
      }
      if (peek() < 0 && seen != 3) {
        return false;
      }
    }
    return true;
  }

  /** Moves what follows {@code ::} to the end. */
  private boolean expand() {
    if (compress < 0) {
      return piece == PIECES;
    }
    // At the start, `::` was counted as a piece of its own.
    int count = piece - compress;
    for (int i = 0; i < count; i++) {
      int from = piece - 1 - i;
      int to = PIECES - 1 - i;
      int value = address[from];
      address[from] = address[to];
      address[to] = value;
    }
    return true;
  }

  static String serialize(int[] address) {
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < PIECES; i++) {
      int end = i;
      while (end < PIECES && address[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestStart = i;
        bestLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PIECES; i++) {
      if (i == bestStart) {
        text.append(i == 0 ? "::" : ":");
        i += bestLength - 1;
        continue;
      }
      text.append(Integer.toHexString(address[i]));
      if (i < PIECES - 1) {
        text.append(':');
      }
    }
    return text.toString();
  }
}
