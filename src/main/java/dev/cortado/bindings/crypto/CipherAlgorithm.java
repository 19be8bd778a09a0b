package dev.cortado.bindings.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A cipher by its OpenSSL name.
 *
 * @param keyLength in bytes
 * @param ivLength in bytes; the usual one where others are allowed
 * @param blockSize as OpenSSL tells it: 1 for modes that make a stream
 */
record CipherAlgorithm(
    String name, String family, String mode, int nid, int keyLength, int ivLength, int blockSize) {
  private static final Map<String, int[]> AES_NIDS =
      Map.of(
          "ecb", new int[] {418, 422, 426},
          "cbc", new int[] {419, 423, 427},
          "ofb", new int[] {420, 424, 428},
          "cfb", new int[] {421, 425, 429},
          "cfb8", new int[] {653, 654, 655},
          "ctr", new int[] {904, 905, 906},
          "gcm", new int[] {895, 898, 901},
          "ccm", new int[] {896, 899, 902},
          "ocb", new int[] {958, 959, 960});

  boolean isAead() {
    return switch (mode) {
      case "gcm", "ccm", "ocb" -> true;
      default -> family.equals("chacha20-poly1305");
    };
  }

  boolean allowsIvLength(int length) {
    return switch (mode) {
      case "gcm" -> length > 0;
      case "ccm" -> length >= 7 && length <= 13;
      case "ocb" -> length >= 1 && length <= 15;
      default -> length == ivLength;
    };
  }

  boolean allowsTagLength(int length) {
    return switch (mode) {
      case "gcm" -> length == 4 || length == 8 || length >= 12 && length <= 16;
      case "ccm" -> length >= 4 && length <= 16 && length % 2 == 0;
      default -> length >= 1 && length <= 16;
    };
  }

  String jdkKeyName() {
    return family.equals("aes") ? "AES" : "DESede";
  }

  String jdkName(boolean padding) {
    boolean padded = padding && (mode.equals("cbc") || mode.equals("ecb"));
    return jdkKeyName()
        + "/"
        + mode.toUpperCase(Locale.ROOT)
        + "/"
        + (padded ? "PKCS5Padding" : "NoPadding");
  }

  /** The cipher of a name in any letter case, or {@code null}. */
  static CipherAlgorithm find(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (name.startsWith("id-aes") && name.length() > 10) {
      name = "aes-" + name.substring(6, 9) + name.substring(9);
    }
    switch (name) {
      case "aes128", "aes192", "aes256" -> name = "aes-" + name.substring(3) + "-cbc";
      case "des3", "des-ede3" -> name = name.equals("des3") ? "des-ede3-cbc" : "des-ede3-ecb";
      case "chacha20-poly1305" -> {
        return new CipherAlgorithm(name, name, "stream", 1018, 32, 12, 1);
      }
      default -> {}
    }
    if (name.startsWith("des-ede3-")) {
      return tripleDes(name, name.substring(9));
    }
    if (!name.startsWith("aes-") || name.length() < 9 || name.charAt(7) != '-') {
      return null;
    }
    int size =
        switch (name.substring(4, 7)) {
          case "128" -> 0;
          case "192" -> 1;
          case "256" -> 2;
          default -> -1;
        };
    String mode = name.substring(8);
    int[] nids = AES_NIDS.get(mode);
    if (size < 0 || nids == null) {
      return null;
    }
    int iv =
        switch (mode) {
          case "ecb" -> 0;
          case "gcm", "ccm", "ocb" -> 12;
          default -> 16;
        };
    boolean inBlocks = mode.equals("cbc") || mode.equals("ecb") || mode.equals("ocb");
    return new CipherAlgorithm(name, "aes", mode, nids[size], 16 + 8 * size, iv, inBlocks ? 16 : 1);
  }

  private static CipherAlgorithm tripleDes(String name, String mode) {
    return switch (mode) {
      case "cbc" -> new CipherAlgorithm(name, "des-ede3", mode, 44, 24, 8, 8);
      case "ecb" -> new CipherAlgorithm("des-ede3", "des-ede3", mode, 33, 24, 0, 8);
      case "cfb" -> new CipherAlgorithm(name, "des-ede3", mode, 61, 24, 8, 1);
      case "ofb" -> new CipherAlgorithm(name, "des-ede3", mode, 63, 24, 8, 1);
      default -> null;
    };
  }

  /** What OpenSSL says the name of the cipher is. */
  String officialName() {
    return family.equals("aes") && (mode.equals("gcm") || mode.equals("ccm"))
        ? "id-aes" + keyLength * 8 + "-" + mode
        : name;
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int bits : new int[] {128, 192, 256}) {
      for (String mode : List.of("cbc", "ccm", "cfb", "cfb8", "ctr", "ecb", "gcm", "ocb", "ofb")) {
        names.add("aes-" + bits + "-" + mode);
      }
    }
    names.addAll(List.of("aes128", "aes192", "aes256", "chacha20-poly1305"));
    names.addAll(
        List.of("des-ede3", "des-ede3-cbc", "des-ede3-cfb", "des-ede3-ecb", "des-ede3-ofb"));
    names.add("des3");
    for (int bits : new int[] {128, 192, 256}) {
      names.add("id-aes" + bits + "-CCM");
      names.add("id-aes" + bits + "-GCM");
    }
    return names;
  }
}
