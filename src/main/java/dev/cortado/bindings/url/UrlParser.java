package dev.cortado.bindings.url;

import java.util.ArrayList;
import java.util.Locale;

/**
 * The URL Standard's parser. The standard describes a machine that reads one character after
 * another; since the first {@code #}, and before it the first {@code ?}, always end what comes
 * before, this one cuts the input instead and reads the pieces.
 */
final class UrlParser {
  private final UrlRecord url;
  private final boolean special;

  private UrlParser(UrlRecord url) {
    this.url = url;
    this.special = url.isSpecial();
  }

  /**
   * Parses a URL.
   *
   * @param base what a relative URL is relative to, or {@code null}
   * @return {@code null} where the input is no URL
   */
  static UrlRecord parse(String text, UrlRecord base) {
    String input = clean(trim(text));
    int colon = schemeEnd(input);
    UrlRecord url = new UrlRecord();
    String rest = input;
    if (colon > 0) {
      url.scheme = input.substring(0, colon).toLowerCase(Locale.ROOT);
      rest = input.substring(colon + 1);
    } else if (base == null) {
      return null;
    } else {
      url.scheme = base.scheme;
    }
    String fragment = null;
    int hash = rest.indexOf('#');
    if (hash >= 0) {
      fragment = rest.substring(hash + 1);
      rest = rest.substring(0, hash);
    }
    String query = null;
    int mark = rest.indexOf('?');
    if (mark >= 0) {
      query = rest.substring(mark + 1);
      rest = rest.substring(0, mark);
    }
    UrlParser parser = new UrlParser(url);
    boolean valid =
        colon > 0 ? parser.absolute(rest, query, base) : parser.relative(rest, query, base);
    boolean nothingNew = colon <= 0 && base.opaquePath != null && fragment == null;
    if (!valid || nothingNew) {
      return null;
    }
    if (query != null) {
      parser.setQuery(query);
    }
    if (fragment != null) {
      parser.setFragment(fragment);
    }
    parser.encodeSpaceAtEndOfOpaquePath();
    return url;
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  /** Without tabs and newlines, and with U+FFFD for what is half a surrogate pair. */
  private static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t' || c == '\n' || c == '\r' || Character.isSurrogate(c)) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
            .filter(p -> p != '\t' && p != '\n' && p != '\r')
            .map(p -> p >= 0xd800 && p <= 0xdfff ? 0xfffd : p)
            .forEach(clean::appendCodePoint);
        return clean.toString();
      }
    }
    return text;
  }

  /** Index of the colon after a scheme, or -1. */
  private static int schemeEnd(String input) {
    if (input.isEmpty() || !UrlRecord.isAlpha(input.charAt(0))) {
      return -1;
    }
    for (int i = 1; i < input.length(); i++) {
      char c = input.charAt(i);
      if (c == ':') {
        return i;
      }
      if (!UrlRecord.isAlpha(c) && (c < '0' || c > '9') && c != '+' && c != '-' && c != '.') {
        return -1;
      }
    }
    return -1;
  }

  private boolean isSlash(String text, int index) {
    if (index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return c == '/' || special && c == '\\';
  }

  /** Index of the first slash, or the length of the text. */
  private int untilSlash(String text) {
    int i = 0;
    while (i < text.length() && !isSlash(text, i)) {
      i++;
    }
    return i;
  }

  // --- the forms of a URL ---------------------------------------------------------------------

  private boolean absolute(String rest, String query, UrlRecord base) {
    if (url.isFile()) {
      return file(rest, query, base != null && base.isFile() ? base : null);
    }
    if (special) {
      if (base != null && base.scheme.equals(url.scheme) && !rest.startsWith("//")) {
        return hierarchical(rest, query, base);
      }
      return authority(withoutLeadingSlashes(rest));
    }
    if (rest.startsWith("//")) {
      return authority(rest.substring(2));
    }
    if (rest.startsWith("/")) {
      path(rest.substring(1));
    } else {
      url.opaquePath = PercentEncoding.C0_CONTROL.encode(rest);
    }
    return true;
  }

  private boolean relative(String rest, String query, UrlRecord base) {
    if (base.opaquePath != null) {
      if (!rest.isEmpty() || query != null) {
        return false;
      }
      url.opaquePath = base.opaquePath;
      url.query = base.query;
      return true;
    }
    return base.isFile() ? file(rest, query, base) : hierarchical(rest, query, base);
  }

  private String withoutLeadingSlashes(String text) {
    int i = 0;
    while (isSlash(text, i)) {
      i++;
    }
    return text.substring(i);
  }

  /** Relative to a base of the same scheme that is no file. */
  private boolean hierarchical(String rest, String query, UrlRecord base) {
    if (isSlash(rest, 0) && isSlash(rest, 1)) {
      return authority(special ? withoutLeadingSlashes(rest) : rest.substring(2));
    }
    url.username = base.username;
    url.password = base.password;
    url.host = base.host;
    url.port = base.port;
    if (isSlash(rest, 0)) {
      path(rest.substring(1));
      return true;
    }
    url.path = new ArrayList<>(base.path);
    if (!rest.isEmpty()) {
      url.shortenPath();
      path(rest);
    } else if (query == null) {
      url.query = base.query;
    }
    return true;
  }

  private boolean file(String rest, String query, UrlRecord base) {
    url.host = "";
    if (isSlash(rest, 0) && isSlash(rest, 1)) {
      return fileHost(rest.substring(2));
    }
    if (base != null) {
      url.host = base.host;
    }
    if (isSlash(rest, 0)) {
      if (base != null
          && !startsWithDriveLetter(rest.substring(1))
          && !base.path.isEmpty()
          && UrlRecord.isNormalizedDriveLetter(base.path.getFirst())) {
        url.path.add(base.path.getFirst());
      }
      path(rest.substring(1));
    } else if (base == null) {
      path(rest);
    } else if (rest.isEmpty()) {
      url.path = new ArrayList<>(base.path);
      if (query == null) {
        url.query = base.query;
      }
    } else {
      if (!startsWithDriveLetter(rest)) {
        url.path = new ArrayList<>(base.path);
        url.shortenPath();
      }
      path(rest);
    }
    return true;
  }

  private static boolean startsWithDriveLetter(String text) {
    return text.length() >= 2
        && UrlRecord.isDriveLetter(text.substring(0, 2))
        && (text.length() == 2 || "/\\?#".indexOf(text.charAt(2)) >= 0);
  }

  private boolean fileHost(String rest) {
    int end = untilSlash(rest);
    String name = rest.substring(0, end);
    if (UrlRecord.isDriveLetter(name)) {
      path(rest);
      return true;
    }
    if (!name.isEmpty()) {
      String host = HostParser.parse(name, true);
      if (host == null) {
        return false;
      }
      url.host = host.equals("localhost") ? "" : host;
    }
    pathAfterAuthority(rest.substring(end));
    return true;
  }

  private boolean authority(String rest) {
    int end = untilSlash(rest);
    String authority = rest.substring(0, end);
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String userinfo = authority.substring(0, at);
      authority = authority.substring(at + 1);
      if (authority.isEmpty()) {
        return false;
      }
      int colon = userinfo.indexOf(':');
      String name = colon < 0 ? userinfo : userinfo.substring(0, colon);
      url.username = PercentEncoding.USERINFO.encode(name);
      if (colon >= 0) {
        url.password = PercentEncoding.USERINFO.encode(userinfo.substring(colon + 1));
      }
    }
    if (!hostAndPort(authority)) {
      return false;
    }
    pathAfterAuthority(rest.substring(end));
    return true;
  }

  /** Index of the colon before a port, or -1; colons between brackets belong to an address. */
  private static int portColon(String authority) {
    boolean inBrackets = false;
    for (int i = 0; i < authority.length(); i++) {
      switch (authority.charAt(i)) {
        case '[' -> inBrackets = true;
        case ']' -> inBrackets = false;
        case ':' -> {
          if (!inBrackets) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private boolean hostAndPort(String authority) {
    int colon = portColon(authority);
    String name = colon < 0 ? authority : authority.substring(0, colon);
    if (name.isEmpty() && (special || colon >= 0)) {
      return false;
    }
    String host = HostParser.parse(name, special);
    if (host == null) {
      return false;
    }
    url.host = host;
    return colon < 0 || port(authority.substring(colon + 1), false);
  }

  /**
   * @param lenient whether something else may follow the digits
   */
  private boolean port(String text, boolean lenient) {
    int value = 0;
    int i = 0;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      value = value * 10 + text.charAt(i++) - '0';
      if (value > 65535) {
        return false;
      }
    }
    if (i < text.length() && !lenient || i == 0 && lenient) {
      return false;
    }
    if (i > 0) {
      url.port = value == UrlRecord.defaultPort(url.scheme) ? -1 : value;
    }
    return true;
  }

  private void pathAfterAuthority(String rest) {
    if (special || !rest.isEmpty()) {
      path(isSlash(rest, 0) ? rest.substring(1) : rest);
    }
  }

  /** Adds segments to the path; dots go, and the last segment, which may be empty, stays. */
  private void path(String rest) {
    int start = 0;
    while (true) {
      int end = start;
      while (end < rest.length() && !isSlash(rest, end)) {
        end++;
      }
      boolean last = end == rest.length();
      String segment = rest.substring(start, end);
      if (isDoubleDot(segment)) {
        url.shortenPath();
        if (last) {
          url.path.add("");
        }
      } else if (isSingleDot(segment)) {
        if (last) {
          url.path.add("");
        }
      } else if (url.isFile() && url.path.isEmpty() && UrlRecord.isDriveLetter(segment)) {
        url.path.add(segment.charAt(0) + ":");
      } else {
        url.path.add(PercentEncoding.PATH.encode(segment));
      }
      if (last) {
        return;
      }
      start = end + 1;
    }
  }

  private static boolean isSingleDot(String segment) {
    return segment.equals(".") || segment.equalsIgnoreCase("%2e");
  }

  private static boolean isDoubleDot(String segment) {
    return switch (segment.length()) {
      case 2 -> segment.equals("..");
      case 4 -> segment.equalsIgnoreCase(".%2e") || segment.equalsIgnoreCase("%2e.");
      case 6 -> segment.equalsIgnoreCase("%2e%2e");
      default -> false;
    };
  }

  private void setQuery(String query) {
    PercentEncoding set = special ? PercentEncoding.SPECIAL_QUERY : PercentEncoding.QUERY;
    url.query = set.encode(query);
  }

  private void setFragment(String fragment) {
    url.fragment = PercentEncoding.FRAGMENT.encode(fragment);
  }

  /** A space before {@code ?} or {@code #} would be lost when those are taken away later. */
  private void encodeSpaceAtEndOfOpaquePath() {
    if (url.opaquePath != null
        && url.opaquePath.endsWith(" ")
        && (url.query != null || url.fragment != null)) {
      url.opaquePath = url.opaquePath.substring(0, url.opaquePath.length() - 1) + "%20";
    }
  }

  // --- setters --------------------------------------------------------------------------------

  /** Which part of a URL a setter changes; the order is that of {@code lib/internal/url.js}. */
  enum Part {
    PROTOCOL,
    USERNAME,
    PASSWORD,
    HOST,
    HOSTNAME,
    PORT,
    PATHNAME,
    SEARCH,
    HASH,
  }

  /** Changes one part as the setters of the {@code URL} class do; bad values change nothing. */
  static void set(UrlRecord url, Part part, String value) {
    UrlParser parser = new UrlParser(url);
    switch (part) {
      case PROTOCOL -> changeScheme(url, clean(value));
      case USERNAME -> {
        if (!url.cannotHaveCredentials()) {
          url.username = PercentEncoding.USERINFO.encode(wellFormed(value));
        }
      }
      case PASSWORD -> {
        if (!url.cannotHaveCredentials()) {
          url.password = PercentEncoding.USERINFO.encode(wellFormed(value));
        }
      }
      case HOST -> parser.changeHost(clean(value), true);
      case HOSTNAME -> parser.changeHost(clean(value), false);
      case PORT -> parser.changePort(clean(value));
      case PATHNAME -> parser.changePath(clean(value));
      case SEARCH -> {
        url.query = null;
        if (!value.isEmpty()) {
          parser.setQuery(clean(value.startsWith("?") ? value.substring(1) : value));
        }
      }
      case HASH -> {
        url.fragment = null;
        if (!value.isEmpty()) {
          parser.setFragment(clean(value.startsWith("#") ? value.substring(1) : value));
        }
      }
    }
  }

  private static String wellFormed(String value) {
    return value
        .codePoints()
        .map(p -> p >= 0xd800 && p <= 0xdfff ? 0xfffd : p)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void changeScheme(UrlRecord url, String value) {
    int end = schemeEnd(value + ":");
    if (end <= 0) {
      return;
    }
    String scheme = value.substring(0, end).toLowerCase(Locale.ROOT);
    if (UrlRecord.isSpecial(scheme) != url.isSpecial()
        || scheme.equals("file") && (url.hasCredentials() || url.port >= 0)
        || url.isFile() && url.host.isEmpty()) {
      return;
    }
    url.scheme = scheme;
    if (url.port == UrlRecord.defaultPort(scheme)) {
      url.port = -1;
    }
  }

  private void changeHost(String value, boolean withPort) {
    if (url.opaquePath != null) {
      return;
    }
    int end = 0;
    while (end < value.length()
        && value.charAt(end) != '?'
        && value.charAt(end) != '#'
        && !isSlash(value, end)) {
      end++;
    }
    String text = value.substring(0, end);
    int colon = url.isFile() ? -1 : portColon(text);
    String name = colon < 0 ? text : text.substring(0, colon);
    if (name.isEmpty() && (colon >= 0 || emptyHostIsRefused()) || colon >= 0 && !withPort) {
      return;
    }
    String host = name.isEmpty() ? "" : HostParser.parse(name, special);
    if (host == null) {
      return;
    }
    url.host = url.isFile() && host.equals("localhost") ? "" : host;
    if (colon >= 0) {
      port(text.substring(colon + 1), true);
    }
  }

  private boolean emptyHostIsRefused() {
    return special && !url.isFile() || url.hasCredentials() || url.port >= 0;
  }

  private void changePort(String value) {
    if (url.cannotHaveCredentials()) {
      return;
    }
    if (value.isEmpty()) {
      url.port = -1;
    } else {
      port(value, true);
    }
  }

  private void changePath(String value) {
    if (url.opaquePath != null) {
      return;
    }
    url.path = new ArrayList<>();
    if (value.isEmpty() && !special) {
      if (url.host == null) {
        url.path.add("");
      }
      return;
    }
    pathAfterAuthority(value);
  }
}
