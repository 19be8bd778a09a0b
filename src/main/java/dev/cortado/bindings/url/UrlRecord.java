package dev.cortado.bindings.url;

import java.util.ArrayList;
import java.util.List;

/** A URL taken apart, as the URL Standard defines it. */
final class UrlRecord {
  /** How many numbers {@link #serialize} writes. */
  static final int COMPONENTS = 8;

  String scheme = "";
  String username = "";
  String password = "";

  /** Serialized; {@code null} where there is none. */
  String host;

  /** -1 where there is none or it is the scheme's own. */
  int port = -1;

  List<String> path = new ArrayList<>();

  /** In place of {@link #path} where the path is opaque, as in {@code mailto:a@b}. */
  String opaquePath;

  String query;
  String fragment;

  boolean isSpecial() {
    return isSpecial(scheme);
  }

  boolean isFile() {
    return scheme.equals("file");
  }

  static boolean isSpecial(String scheme) {
    return switch (scheme) {
      case "http", "https", "ws", "wss", "ftp", "file" -> true;
      default -> false;
    };
  }

  static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      case "ftp" -> 21;
      default -> -1;
    };
  }

  boolean hasCredentials() {
    return !username.isEmpty() || !password.isEmpty();
  }

  boolean cannotHaveCredentials() {
    return host == null || host.isEmpty() || isFile();
  }

  /** Takes the last segment off, unless it is a drive letter that a file URL begins with. */
  void shortenPath() {
    if (isFile() && path.size() == 1 && isNormalizedDriveLetter(path.getFirst())) {
      return;
    }
    if (!path.isEmpty()) {
      path.removeLast();
    }
  }

  static boolean isDriveLetter(String text) {
    return text.length() == 2
        && isAlpha(text.charAt(0))
        && (text.charAt(1) == ':' || text.charAt(1) == '|');
  }

  static boolean isNormalizedDriveLetter(String text) {
    return isDriveLetter(text) && text.charAt(1) == ':';
  }

  static boolean isAlpha(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /**
   * The URL as text.
   *
   * @param at receives where its parts are: the ends of protocol (after the colon) and user name,
   *     start and end of the host name, the port or -1, the start of the path, and the indices of
   *     {@code ?} and {@code #} or -1
   */
  String serialize(int[] at) {
    StringBuilder text = new StringBuilder(64).append(scheme).append(':');
    at[0] = text.length();
    if (host != null) {
      text.append("//").append(username);
      at[1] = text.length();
      if (!password.isEmpty()) {
        text.append(':').append(password);
      }
      if (hasCredentials()) {
        text.append('@');
      }
      at[2] = text.length();
      text.append(host);
      at[3] = text.length();
      if (port >= 0) {
        text.append(':').append(port);
      }
    } else {
      at[1] = at[2] = at[3] = text.length();
      if (opaquePath == null && path.size() > 1 && path.getFirst().isEmpty()) {
        text.append("/.");
      }
    }
    at[4] = port;
    at[5] = text.length();
    if (opaquePath != null) {
      text.append(opaquePath);
    } else {
      for (String segment : path) {
        text.append('/').append(segment);
      }
    }
    at[6] = -1;
    if (query != null) {
      at[6] = text.length();
      text.append('?').append(query);
    }
    at[7] = -1;
    if (fragment != null) {
      at[7] = text.length();
      text.append('#').append(fragment);
    }
    return text.toString();
  }
}
