package dev.cortado.bindings.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.Xof;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.digests.SM3Digest;

/** A hash under way. */
abstract sealed class HashFunction {
  private static final Map<String, Algorithm> ALGORITHMS =
      Map.ofEntries(
          jdk("md5", "MD5", 16, 64),
          jdk("sha1", "SHA-1", 20, 64),
          jdk("sha224", "SHA-224", 28, 64),
          jdk("sha256", "SHA-256", 32, 64),
          jdk("sha384", "SHA-384", 48, 128),
          jdk("sha512", "SHA-512", 64, 128),
          jdk("sha512-224", "SHA-512/224", 28, 128),
          jdk("sha512-256", "SHA-512/256", 32, 128),
          jdk("sha3-224", "SHA3-224", 28, 144),
          jdk("sha3-256", "SHA3-256", 32, 136),
          jdk("sha3-384", "SHA3-384", 48, 104),
          jdk("sha3-512", "SHA3-512", 64, 72),
          other("ripemd160", 20, 64),
          other("blake2b512", 64, 128),
          other("blake2s256", 32, 64),
          other("sm3", 32, 64),
          other("shake128", 16, 168),
          other("shake256", 32, 136));

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("sha-1", "sha1"),
          Map.entry("sha1-2", "sha1"),
          Map.entry("sha-224", "sha224"),
          Map.entry("sha2-224", "sha224"),
          Map.entry("sha-256", "sha256"),
          Map.entry("sha2-256", "sha256"),
          Map.entry("sha-384", "sha384"),
          Map.entry("sha2-384", "sha384"),
          Map.entry("sha-512", "sha512"),
          Map.entry("sha2-512", "sha512"),
          Map.entry("sha512/224", "sha512-224"),
          Map.entry("sha-512/224", "sha512-224"),
          Map.entry("sha512/256", "sha512-256"),
          Map.entry("sha-512/256", "sha512-256"),
          Map.entry("ripemd", "ripemd160"),
          Map.entry("ripemd-160", "ripemd160"),
          Map.entry("rmd160", "ripemd160"),
          Map.entry("ssl3-md5", "md5"),
          Map.entry("ssl3-sha1", "sha1"),
          Map.entry("shake-128", "shake128"),
          Map.entry("shake-256", "shake256"));

  /**
   * A hash function by its OpenSSL name.
   *
   * @param jdkName what the JDK calls it, {@code null} where it has none
   * @param length of the result, in bytes; the usual one where any can be asked for
   * @param blockSize in bytes, which HMAC needs
   */
  record Algorithm(String name, String jdkName, int length, int blockSize) {
    boolean isExtendable() {
      return name.startsWith("shake");
    }

    HashFunction start() {
      return jdkName == null ? new Castle(this, digest()) : new Jdk(this);
    }

    private ExtendedDigest digest() {
      return switch (name) {
        case "ripemd160" -> new RIPEMD160Digest();
        case "blake2b512" -> new Blake2bDigest(512);
        case "blake2s256" -> new Blake2sDigest(256);
        case "sm3" -> new SM3Digest();
        case "shake128" -> new SHAKEDigest(128);
        default -> new SHAKEDigest(256);
      };
    }
  }

  private final Algorithm algorithm;

  private HashFunction(Algorithm algorithm) {
    this.algorithm = algorithm;
  }

  private static Map.Entry<String, Algorithm> jdk(String name, String jdk, int length, int block) {
    return Map.entry(name, new Algorithm(name, jdk, length, block));
  }

  private static Map.Entry<String, Algorithm> other(String name, int length, int block) {
    return Map.entry(name, new Algorithm(name, null, length, block));
  }

  /** The function with any of the names that OpenSSL takes, or {@code null}. */
  static Algorithm find(String name) {
    String known = name.toLowerCase(Locale.ROOT);
    if (known.startsWith("rsa-")) {
      known = known.substring(4);
    } else if (known.startsWith("id-rsassa-pkcs1-v1_5-with-")) {
      known = known.substring("id-rsassa-pkcs1-v1_5-with-".length());
    } else if (known.endsWith("withrsaencryption")) {
      known = known.substring(0, known.length() - "withrsaencryption".length());
    } else if (known.endsWith("withrsa")) {
      known = known.substring(0, known.length() - "withrsa".length());
    }
    return ALGORITHMS.get(ALIASES.getOrDefault(known, known));
  }

  Algorithm algorithm() {
    return algorithm;
  }

  abstract void update(byte[] bytes, int offset, int length);

  /** Ends the hash. */
  abstract byte[] digest(int length);

  abstract HashFunction copy();

  byte[] digest() {
    return digest(algorithm.length());
  }

  private static final class Jdk extends HashFunction {
    private final MessageDigest digest;

    private Jdk(Algorithm algorithm) {
      super(algorithm);
      try {
        digest = MessageDigest.getInstance(algorithm.jdkName());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private Jdk(Algorithm algorithm, MessageDigest digest) {
      super(algorithm);
      this.digest = digest;
    }

    @Override
    void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    byte[] digest(int length) {
      return digest.digest();
    }

    @Override
    HashFunction copy() {
      try {
        return new Jdk(algorithm(), (MessageDigest) digest.clone());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Castle extends HashFunction {
    private final ExtendedDigest digest;

    private Castle(Algorithm algorithm, ExtendedDigest digest) {
      super(algorithm);
      this.digest = digest;
    }

    @Override
    void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    byte[] digest(int length) {
      byte[] out = new byte[digest instanceof Xof ? length : digest.getDigestSize()];
      if (digest instanceof Xof xof) {
        xof.doFinal(out, 0, length);
      } else {
        digest.doFinal(out, 0);
      }
      return out;
    }

    @Override
    HashFunction copy() {
      ExtendedDigest copy =
          switch (digest) {
            case RIPEMD160Digest it -> new RIPEMD160Digest(it);
            case Blake2bDigest it -> new Blake2bDigest(it);
            case Blake2sDigest it -> new Blake2sDigest(it);
            case SM3Digest it -> new SM3Digest(it);
            case SHAKEDigest it -> new SHAKEDigest(it);
            default -> throw new IllegalStateException();
          };
      return new Castle(algorithm(), copy);
    }
  }
}
