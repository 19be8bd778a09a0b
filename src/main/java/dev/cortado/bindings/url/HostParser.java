package dev.cortado.bindings.url;

import org.graalvm.shadowed.com.ibm.icu.text.IDNA;

/**
 * Hosts: domains, IPv4 and IPv6 addresses, and the opaque hosts of schemes that are not special.
 */
final class HostParser {
  private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";

  /** Errors that the standard does not ask for. */
  private static final java.util.Set<IDNA.Error> TOLERATED =
      java.util.EnumSet.of(
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG,
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4);

  private HostParser() {}

  private static IDNA idna() {
    return IDNA.getUTS46Instance(
        IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);
  }

  /**
   * @return the serialized host, or {@code null} where the input is none
   */
  static String parse(String input, boolean special) {
    if (input.startsWith("[")) {
      if (!input.endsWith("]")) {
        return null;
      }
      int[] address = Ipv6.parse(input.substring(1, input.length() - 1));
      return address == null ? null : "[" + Ipv6.serialize(address) + "]";
    }
    if (!special) {
      return parseOpaque(input);
    }
    String domain = toAscii(PercentEncoding.decode(input));
    if (domain == null || domain.isEmpty() || hasForbiddenDomainCodePoint(domain)) {
      return null;
    }
    return endsInNumber(domain) ? Ipv4.parse(domain) : domain;
  }

  private static String parseOpaque(String input) {
    for (int i = 0; i < input.length(); i++) {
      if (FORBIDDEN.indexOf(input.charAt(i)) >= 0) {
        return null;
      }
    }
    return PercentEncoding.C0_CONTROL.encode(input);
  }

  private static boolean hasForbiddenDomainCodePoint(String domain) {
    for (int i = 0; i < domain.length(); i++) {
      char c = domain.charAt(i);
      if (c <= 0x20 || c == '%' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The domain as DNS wants it, or {@code null}. */
  static String toAscii(String domain) {
    if (isPlainAscii(domain)) {
      return lowerCase(domain);
    }
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    idna().nameToASCII(domain, ascii, info);
    return hasErrors(info) ? null : ascii.toString();
  }

  /** The domain as people read it; labels that are no valid Punycode stay as they are. */
  static String toUnicode(String domain) {
    StringBuilder unicode = new StringBuilder();
    idna().nameToUnicode(domain, unicode, new IDNA.Info());
    return unicode.toString();
  }

  private static boolean hasErrors(IDNA.Info info) {
    return !TOLERATED.containsAll(info.getErrors());
  }

  /** ASCII without Punycode: mapping such a name only lowers its case. */
  private static boolean isPlainAscii(String domain) {
    for (int i = 0; i < domain.length(); i++) {
      char c = domain.charAt(i);
      if (c >= 128 || (c == 'x' || c == 'X') && domain.regionMatches(true, i, "xn--", 0, 4)) {
        return false;
      }
    }
    return true;
  }

  private static String lowerCase(String domain) {
    for (int i = 0; i < domain.length(); i++) {
      char c = domain.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return domain.toLowerCase(java.util.Locale.ROOT);
      }
    }
    return domain;
  }

  private static boolean endsInNumber(String domain) {
    int end = domain.endsWith(".") ? domain.length() - 1 : domain.length();
    String last = domain.substring(domain.lastIndexOf('.', end - 1) + 1, end);
    if (last.isEmpty()) {
      return false;
    }
    return last.chars().allMatch(c -> c >= '0' && c <= '9') || Ipv4.number(last) >= 0;
  }
}
