package dev.cortado.bindings.crypto;

import java.util.Arrays;

/** HMAC over any hash function. The keyed states are kept, so that one key serves many messages. */
final class Hmac {
  private final HashFunction inner;
  private final HashFunction outer;
  private HashFunction current;

  Hmac(HashFunction.Algorithm algorithm, byte[] key) {
    byte[] block = new byte[algorithm.blockSize()];
    byte[] used = key;
    if (key.length > block.length) {
      HashFunction hash = algorithm.start();
      hash.update(key, 0, key.length);
      used = hash.digest();
    }
    System.arraycopy(used, 0, block, 0, used.length);
    inner = algorithm.start();
    outer = algorithm.start();
    absorb(inner, block, 0x36);
    absorb(outer, block, 0x5c);
    current = inner.copy();
  }

  private static void absorb(HashFunction hash, byte[] block, int pad) {
    byte[] padded = new byte[block.length];
    for (int i = 0; i < block.length; i++) {
      padded[i] = (byte) (block[i] ^ pad);
    }
    hash.update(padded, 0, padded.length);
  }

  void update(byte[] bytes, int offset, int length) {
    current.update(bytes, offset, length);
  }

  /** Ends the message; another one may begin. */
  byte[] digest() {
    byte[] hash = current.digest();
    HashFunction last = outer.copy();
    last.update(hash, 0, hash.length);
    current = inner.copy();
    return last.digest();
  }

  /** The MAC of one whole message. */
  byte[] of(byte[]... parts) {
    for (byte[] part : parts) {
      update(part, 0, part.length);
    }
    return digest();
  }

  /** PBKDF2 of RFC 8018. */
  static byte[] pbkdf2(
      HashFunction.Algorithm algorithm, byte[] password, byte[] salt, int iterations, int length) {
    Hmac mac = new Hmac(algorithm, password);
    byte[] key = new byte[length];
    for (int done = 0, block = 1; done < length; block++) {
      byte[] number = {
        (byte) (block >> 24), (byte) (block >> 16), (byte) (block >> 8), (byte) block
      };
      byte[] u = mac.of(salt, number);
      byte[] sum = u.clone();
      for (int i = 1; i < iterations; i++) {
        u = mac.of(u);
        for (int k = 0; k < sum.length; k++) {
          sum[k] ^= u[k];
        }
      }
      int count = Math.min(sum.length, length - done);
      System.arraycopy(sum, 0, key, done, count);
      done += count;
    }
    return key;
  }

  /** HKDF of RFC 5869. */
  static byte[] hkdf(
      HashFunction.Algorithm algorithm, byte[] key, byte[] salt, byte[] info, int length) {
    byte[] usedSalt = salt.length == 0 ? new byte[algorithm.length()] : salt;
    Hmac mac = new Hmac(algorithm, new Hmac(algorithm, usedSalt).of(key));
    byte[] out = new byte[length];
    byte[] previous = {};
    for (int done = 0, block = 1; done < length; block++) {
      previous = mac.of(previous, info, new byte[] {(byte) block});
      int count = Math.min(previous.length, length - done);
      System.arraycopy(previous, 0, out, done, count);
      done += count;
    }
    Arrays.fill(previous, (byte) 0);
    return out;
  }
}
