package dev.cortado.bindings.http;

/** The request line and the status line. */
final class StartLine {
  static final int START = 0;
  private static final int METHOD = 1;
  private static final int PREFACE = 2;
  private static final int BEFORE_URL = 3;
  private static final int SCHEME = 4;
  private static final int SCHEME_DELIMITER = 5;
  private static final int AUTHORITY = 6;
  private static final int PATH = 7;
  private static final int QUERY = 8;
  private static final int FRAGMENT = 9;
  private static final int BEFORE_PROTOCOL = 10;
  private static final int PROTOCOL = 11;
  private static final int PROTOCOL_SLASH = 12;
  private static final int MAJOR = 13;
  private static final int DOT = 14;
  private static final int MINOR = 15;
  private static final int REQUEST_CR = 16;
  private static final int REQUEST_LF = 17;
  private static final int URL_LF = 18;
  private static final int AFTER_VERSION = 19;
  private static final int STATUS = 20;
  private static final int AFTER_STATUS = 21;
  private static final int REASON = 22;
  private static final int STATUS_LF = 23;

  private static final String[] PROTOCOLS = {"HTTP", "RTSP", "ICE"};
  private static final String PREFACE_REST = "\r\nSM\r\n\r\n";
  private static final String EXPECTED_PROTOCOL = "Expected HTTP/, RTSP/ or ICE/";

  private StartLine() {}

  /** Parses until the line ends, the input ends or an error is found; returns the next position. */
  static int parse(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end && h.phase == HttpParser.Phase.START_LINE && h.error() == null) {
      p = h.state < BEFORE_PROTOCOL ? step(h, d, p, end) : versionStep(h, d, p, end);
    }
    return p;
  }

  private static int step(HttpParser h, byte[] d, int p, int end) {
    return switch (h.state) {
      case START -> start(h, d, p);
      case METHOD -> method(h, d, p, end);
      case PREFACE -> preface(h, d, p);
      case BEFORE_URL -> beforeUrl(h, d, p);
      default -> url(h, d, p, end);
    };
  }

  private static int versionStep(HttpParser h, byte[] d, int p, int end) {
    return switch (h.state) {
      case BEFORE_PROTOCOL -> beforeProtocol(h, d, p);
      case PROTOCOL -> protocol(h, d, p, end);
      case PROTOCOL_SLASH -> protocolSlash(h, d, p);
      case MAJOR, DOT, MINOR -> version(h, d[p], p);
      case REQUEST_CR, REQUEST_LF, URL_LF -> requestLineEnd(h, d[p], p);
      case REASON -> reason(h, d, p, end);
      default -> status(h, d[p], p);
    };
  }

  private static int start(HttpParser h, byte[] d, int p) {
    if (d[p] == '\r' || d[p] == '\n') {
      return p + 1;
    }
    h.beginMessage();
    h.matched = 0;
    h.method = 0;
    h.state = h.response ? PROTOCOL : METHOD;
    return p;
  }

  private static int method(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end) {
      if (h.matched > 0 && h.matched == HttpMethod.length(h.method)) {
        return afterMethod(h, d[p], p);
      }
      int next = HttpMethod.narrow(h.method, h.matched, d[p]);
      if (next < 0) {
        return h.fail("HPE_INVALID_METHOD", "Invalid method encountered", p);
      }
      h.method = next;
      h.matched++;
      p++;
    }
    return p;
  }

  private static int afterMethod(HttpParser h, byte c, int p) {
    if (c != ' ') {
      return h.fail("HPE_INVALID_METHOD", "Expected space after method", p);
    }
    h.state = BEFORE_URL;
    return p + 1;
  }

  private static int preface(HttpParser h, byte[] d, int p) {
    if (d[p] != PREFACE_REST.charAt(h.matched)) {
      return h.fail("HPE_INVALID_VERSION", "Expected HTTP/2 Connection Preface", p);
    }
    if (++h.matched == PREFACE_REST.length()) {
      return h.fail("HPE_PAUSED_H2_UPGRADE", "Pause on PRI/Upgrade", p + 1);
    }
    return p + 1;
  }

  private static int beforeUrl(HttpParser h, byte[] d, int p) {
    byte c = d[p];
    if (c == ' ') {
      return p + 1;
    }
    if (isBadInUrl(c) || c == '\r' || c == '\n') {
      return badUrl(h, "Invalid characters in url", p + 1);
    }
    h.beginSpan(p);
    if (h.method == HttpMethod.CONNECT) {
      h.state = AUTHORITY;
    } else if (c == '/' || c == '*') {
      h.state = PATH;
    } else if (CharClass.isAlpha(c)) {
      h.state = SCHEME;
    } else {
      return badUrl(h, "Unexpected start char in url", p);
    }
    return h.state == AUTHORITY ? p : p + 1;
  }

  private static boolean isBadInUrl(byte c) {
    return c == '\t' || c == '\f';
  }

  private static int badUrl(HttpParser h, String reason, int position) {
    return h.fail("HPE_INVALID_URL", reason, position);
  }

  private static int url(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    if (h.state == PATH) {
      while (p < end && CharClass.is(d[p], CharClass.URL)) {
        p++;
      }
      if (p == end) {
        return p;
      }
    }
    byte c = d[p];
    if (c == ' ' || c == '\r' || c == '\n') {
      return urlEnd(h, d, p);
    }
    if (isBadInUrl(c)) {
      return badUrl(h, "Invalid characters in url", p + 1);
    }
    return urlByte(h, c, p);
  }

  private static int urlByte(HttpParser h, byte c, int p) {
    switch (h.state) {
      case SCHEME -> {
        if (c == ':') {
          h.state = SCHEME_DELIMITER;
          h.matched = 0;
        } else if (!CharClass.isAlpha(c)) {
          return badUrl(h, "Unexpected char in url schema", p);
        }
      }
      case SCHEME_DELIMITER -> {
        if (c != '/') {
          return badUrl(h, "Unexpected char in url schema", p);
        }
        if (++h.matched == 2) {
          h.state = AUTHORITY;
        }
      }
      case AUTHORITY -> {
        if (c == '/') {
          h.state = PATH;
        } else if (c == '?') {
          h.state = QUERY;
        } else if (!CharClass.is(c, CharClass.AUTHORITY)) {
          return badUrl(h, "Unexpected char in url server", p);
        }
      }
      case PATH -> {
        if (c == '?') {
          h.state = QUERY;
        } else if (c == '#') {
          h.state = FRAGMENT;
        } else {
          return badUrl(h, "Invalid char in url path", p);
        }
      }
      case QUERY -> {
        if (c == '#') {
          h.state = FRAGMENT;
        } else if (c != '?' && !CharClass.is(c, CharClass.URL)) {
          return badUrl(h, "Invalid char in url query", p);
        }
      }
      default -> {
        if (c != '?' && c != '#' && !CharClass.is(c, CharClass.URL)) {
          return badUrl(h, "Invalid char in url fragment start", p);
        }
      }
    }
    return p + 1;
  }

  private static int urlEnd(HttpParser h, byte[] d, int p) {
    if (h.state == SCHEME || h.state == SCHEME_DELIMITER) {
      return badUrl(h, "Invalid characters in url", p + 1);
    }
    h.url = h.endSpan(d, p, false);
    if (h.url == null) {
      return p;
    }
    if (d[p] == ' ') {
      h.state = BEFORE_PROTOCOL;
      return p + 1;
    }
    h.major = 0;
    h.minor = 9;
    h.state = URL_LF;
    return d[p] == '\r' ? p + 1 : p;
  }

  private static int beforeProtocol(HttpParser h, byte[] d, int p) {
    if (d[p] == ' ') {
      return p + 1;
    }
    h.matched = 0;
    h.state = PROTOCOL;
    return p;
  }

  /** {@code matched} counts letters; the first one tells which protocol is meant. */
  private static int protocol(HttpParser h, byte[] d, int p, int end) {
    int which;
    if (h.matched == 0) {
      which = d[p] == 'H' ? 0 : d[p] == 'R' ? 1 : d[p] == 'I' ? 2 : -1;
    } else {
      which = h.major;
    }
    if (which < 0 || d[p] != PROTOCOLS[which].charAt(h.matched)) {
      return h.fail("HPE_INVALID_CONSTANT", EXPECTED_PROTOCOL, p);
    }
    h.major = which;
    if (++h.matched == PROTOCOLS[which].length()) {
      h.state = PROTOCOL_SLASH;
      String refusal = h.response ? null : refuseMethod(h.method, which);
      if (refusal != null) {
        return h.fail("HPE_INVALID_CONSTANT", refusal, p + 1);
      }
    }
    return p + 1;
  }

  private static String refuseMethod(int method, int protocol) {
    return switch (protocol) {
      case 0 -> HttpMethod.isHttp(method) ? null : "Invalid method for HTTP/x.x request";
      case 1 -> HttpMethod.isRtsp(method) ? null : "Invalid method for RTSP/x.x request";
      default -> method == HttpMethod.SOURCE ? null : "Expected SOURCE method for ICE/x.x request";
    };
  }

  private static int protocolSlash(HttpParser h, byte[] d, int p) {
    if (d[p] != '/') {
      return h.fail("HPE_INVALID_CONSTANT", EXPECTED_PROTOCOL, p);
    }
    h.state = MAJOR;
    return p + 1;
  }

  private static int version(HttpParser h, byte c, int p) {
    if (h.state == DOT) {
      if (c != '.') {
        return h.fail("HPE_INVALID_VERSION", "Expected dot", p);
      }
      h.state = MINOR;
      return p + 1;
    }
    if (!CharClass.isDigit(c)) {
      String which = h.state == MAJOR ? "Invalid major version" : "Invalid minor version";
      return h.fail("HPE_INVALID_VERSION", which, p);
    }
    if (h.state == MAJOR) {
      h.major = c - '0';
      h.state = DOT;
      return p + 1;
    }
    h.minor = c - '0';
    if (!h.isLenient(Lenient.VERSION) && !isKnownVersion(h.major, h.minor)) {
      return h.fail("HPE_INVALID_VERSION", "Invalid HTTP version", p + 1);
    }
    h.state = h.response ? AFTER_VERSION : REQUEST_CR;
    return p + 1;
  }

  private static boolean isKnownVersion(int major, int minor) {
    return switch (major) {
      case 0 -> minor == 9;
      case 1 -> minor <= 1;
      case 2 -> minor == 0;
      default -> false;
    };
  }

  private static int requestLineEnd(HttpParser h, byte c, int p) {
    if (h.state == REQUEST_CR) {
      if (c == '\r') {
        h.state = REQUEST_LF;
        return p + 1;
      }
      if (c == '\n' && h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)) {
        return headers(h, p + 1);
      }
      String reason = "Expected CRLF after version";
      return h.fail("HPE_INVALID_VERSION", reason, c == '\n' ? p + 1 : p);
    }
    if (c == '\n') {
      return headers(h, p + 1);
    }
    if (h.state == URL_LF) {
      return badUrl(h, "Expected CRLF", p);
    }
    return h.isLenient(Lenient.OPTIONAL_LF_AFTER_CR)
        ? headers(h, p)
        : h.fail("HPE_STRICT", "Expected CRLF after version", p);
  }

  private static int headers(HttpParser h, int next) {
    if (!h.response && h.method == HttpMethod.PRI) {
      h.matched = 0;
      h.state = PREFACE;
      return next;
    }
    h.phase = HttpParser.Phase.HEADERS;
    h.state = HeaderFields.FIRST_FIELD;
    return next;
  }

  private static int status(HttpParser h, byte c, int p) {
    switch (h.state) {
      case AFTER_VERSION -> {
        if (c != ' ') {
          return h.fail("HPE_INVALID_VERSION", "Expected space after version", p);
        }
        h.status = 0;
        h.matched = 0;
        h.state = STATUS;
      }
      case STATUS -> {
        if (!CharClass.isDigit(c)) {
          return h.fail("HPE_INVALID_STATUS", "Invalid status code", p);
        }
        h.status = h.status * 10 + c - '0';
        if (++h.matched == 3) {
          h.state = AFTER_STATUS;
        }
      }
      case AFTER_STATUS -> {
        return afterStatus(h, c, p);
      }
      default -> {
        if (c == '\n') {
          return headers(h, p + 1);
        }
        if (h.isLenient(Lenient.OPTIONAL_LF_AFTER_CR)) {
          return headers(h, p);
        }
        return h.fail("HPE_STRICT", "Expected LF after CR", p);
      }
    }
    return p + 1;
  }

  private static int afterStatus(HttpParser h, byte c, int p) {
    if (c == ' ') {
      h.state = REASON;
      h.beginSpan(p + 1);
    } else if (c == '\r') {
      h.state = STATUS_LF;
    } else if (c == '\n' && h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)) {
      return headers(h, p + 1);
    } else {
      return h.fail("HPE_INVALID_STATUS", "Invalid response status", c == '\n' ? p + 1 : p);
    }
    return p + 1;
  }

  private static int reason(HttpParser h, byte[] d, int from, int end) {
    int p = from;
    while (p < end && d[p] != '\r' && d[p] != '\n') {
      p++;
    }
    if (p == end) {
      return p;
    }
    h.statusMessage = h.endSpan(d, p, true);
    if (h.statusMessage == null) {
      return p;
    }
    if (d[p] == '\r') {
      h.state = STATUS_LF;
      return p + 1;
    }
    if (h.isLenient(Lenient.OPTIONAL_CR_BEFORE_LF)) {
      return headers(h, p + 1);
    }
    return h.fail("HPE_CR_EXPECTED", "Missing expected CR after response line", p + 1);
  }
}
