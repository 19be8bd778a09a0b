package dev.cortado.bindings.url;

/** The short way for {@code http://name:port/path?query#hash} that parsing leaves as it is. */
final class PlainHttpUrl {
  private static final boolean[] IN_HOST = new boolean[128];
  private static final boolean[] IN_PATH = new boolean[128];

  static {
    for (int c = 0; c < 128; c++) {
      IN_HOST[c] = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-';
      IN_PATH[c] = !PercentEncoding.PATH.contains(c) && c != '\\' && c != '\'' && c != '%';
    }
  }

  private PlainHttpUrl() {}

  /**
   * Finds the parts of a URL that is its own serialization.
   *
   * @param at as for {@link UrlRecord#serialize}
   * @return false where the parser must look
   */
  static boolean locate(String url, int[] at) {
    int protocolEnd = url.startsWith("http://") ? 5 : url.startsWith("https://") ? 6 : 0;
    if (protocolEnd == 0) {
      return false;
    }
    int length = url.length();
    int hostStart = protocolEnd + 2;
    int i = hostStart;
    while (i < length && url.charAt(i) < 128 && IN_HOST[url.charAt(i)]) {
      i++;
    }
    int hostEnd = i;
    // A digit or dot at the end may make an IPv4 address of it, and Punycode must be looked into.
    if (hostEnd == hostStart
        || !UrlRecord.isAlpha(url.charAt(hostEnd - 1))
        || url.indexOf("0x", hostStart) >= 0
        || url.indexOf("xn--", hostStart) >= 0) {
      return false;
    }
    int port = -1;
    if (i < length && url.charAt(i) == ':') {
      int start = ++i;
      port = 0;
      while (i < length && i < start + 5 && url.charAt(i) >= '0' && url.charAt(i) <= '9') {
        port = port * 10 + url.charAt(i++) - '0';
      }
      if (i == start
          || port > 65535
          || url.charAt(start) == '0'
          || port == (protocolEnd == 5 ? 80 : 443)) {
        return false;
      }
    }
    if (i == length || url.charAt(i) != '/') {
      return false;
    }
    at[0] = protocolEnd;
    at[1] = at[2] = hostStart;
    at[3] = hostEnd;
    at[4] = port;
    at[5] = i;
    return locateRest(url, i, at);
  }

  private static boolean locateRest(String url, int pathStart, int[] at) {
    int length = url.length();
    at[6] = -1;
    at[7] = -1;
    for (int i = pathStart; i < length; i++) {
      char c = url.charAt(i);
      if (c == '?' && at[6] < 0) {
        at[6] = i;
      } else if (c == '#') {
        at[7] = i;
        return isPlainFragment(url, i + 1);
      } else if (c >= 128 || !IN_PATH[c] && (at[6] < 0 || c != '%')) {
        return false;
      } else if (c == '.' && at[6] < 0 && url.charAt(i - 1) == '/') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlainFragment(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      if (PercentEncoding.FRAGMENT.contains(url.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
