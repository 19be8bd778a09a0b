package dev.cortado.bindings.crypto;

import dev.cortado.engine.NodeException;
import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.OCBBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** What {@code Cipheriv} and {@code Decipheriv} drive. */
abstract sealed class CipherHandle {
  static CipherHandle create(
      CipherAlgorithm algorithm, boolean encrypt, byte[] key, byte[] iv, int tagLength) {
    return algorithm.isAead()
        ? new Aead(algorithm, encrypt, key, iv, tagLength)
        : new Plain(algorithm, encrypt, key, iv);
  }

  abstract byte[] update(byte[] bytes, int offset, int length);

  abstract byte[] finish();

  abstract void setAutoPadding(boolean padding);

  abstract void setAad(byte[] aad);

  abstract void setTag(byte[] tag);

  /** The tag, or {@code null} before the end. */
  abstract byte[] tag();

  private static NodeException openssl(String code, String number, String reason) {
    return new NodeException(
        NodeException.Kind.ERROR, code, "error:" + number + ":Provider routines::" + reason);
  }

  private static NodeException unauthentic() {
    return new NodeException(
        NodeException.Kind.ERROR, null, "Unsupported state or unable to authenticate data");
  }

  /** Modes without authentication: the JDK's, which the CPU's AES instructions serve. */
  private static final class Plain extends CipherHandle {
    private final CipherAlgorithm algorithm;
    private final boolean encrypt;
    private final SecretKeySpec key;
    private final IvParameterSpec iv;
    private Cipher cipher;

    private Plain(CipherAlgorithm algorithm, boolean encrypt, byte[] key, byte[] iv) {
      this.algorithm = algorithm;
      this.encrypt = encrypt;
      this.key = new SecretKeySpec(key, algorithm.jdkKeyName());
      this.iv = iv.length == 0 ? null : new IvParameterSpec(iv);
      setAutoPadding(true);
    }

    @Override
    void setAutoPadding(boolean padding) {
      try {
        cipher = Cipher.getInstance(algorithm.jdkName(padding));
        cipher.init(encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, iv);
      } catch (GeneralSecurityException e) {
        throw new NodeException(NodeException.Kind.ERROR, null, e.getMessage());
      }
    }

    @Override
    byte[] update(byte[] bytes, int offset, int length) {
      byte[] out = cipher.update(bytes, offset, length);
      return out == null ? new byte[0] : out;
    }

    @Override
    byte[] finish() {
      try {
        return cipher.doFinal();
      } catch (IllegalBlockSizeException _) {
        throw openssl("ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", "1C80006B", "wrong final block length");
      } catch (BadPaddingException _) {
        throw openssl("ERR_OSSL_BAD_DECRYPT", "1C800064", "bad decrypt");
      }
    }

    @Override
    void setAad(byte[] aad) {
      throw new NodeException(
          NodeException.Kind.ERROR,
          "ERR_CRYPTO_INVALID_STATE",
          "Invalid state for operation setAAD");
    }

    @Override
    void setTag(byte[] tag) {
      throw new NodeException(
          NodeException.Kind.ERROR,
          "ERR_CRYPTO_INVALID_STATE",
          "Invalid state for operation setAuthTag");
    }

    @Override
    byte[] tag() {
      return null;
    }
  }

  /** Authenticated modes: Bouncy Castle's, as the JDK's give no plain text before the end. */
  private static final class Aead extends CipherHandle {
    private final AEADCipher cipher;
    private final boolean encrypt;
    private final int tagLength;
    private final byte[] key;
    private final byte[] iv;
    private boolean started;
    private int macLength;
    private byte[] expectedTag;
    private byte[] aad = {};
    private byte[] tag;

    private Aead(CipherAlgorithm algorithm, boolean encrypt, byte[] key, byte[] iv, int tagLength) {
      this.cipher =
          switch (algorithm.mode()) {
            case "gcm" -> GCMBlockCipher.newInstance(AESEngine.newInstance());
            case "ccm" -> CCMBlockCipher.newInstance(AESEngine.newInstance());
            case "ocb" -> new OCBBlockCipher(AESEngine.newInstance(), AESEngine.newInstance());
            default -> new ChaCha20Poly1305();
          };
      this.encrypt = encrypt;
      this.tagLength = tagLength > 0 ? tagLength : 16;
      this.key = key;
      this.iv = iv;
    }

    private int tagBytes() {
      return expectedTag == null ? tagLength : expectedTag.length;
    }

    private void start() {
      if (!started) {
        started = true;
        macLength = tagBytes();
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), macLength * 8, iv));
        cipher.processAADBytes(aad, 0, aad.length);
      }
    }

    @Override
    byte[] update(byte[] bytes, int offset, int length) {
      start();
      byte[] out = new byte[cipher.getUpdateOutputSize(length)];
      int count = cipher.processBytes(bytes, offset, length, out, 0);
      return count == out.length ? out : java.util.Arrays.copyOf(out, count);
    }

    @Override
    byte[] finish() {
      start();
      try {
        if (encrypt) {
          byte[] out = new byte[cipher.getOutputSize(0)];
          int count = cipher.doFinal(out, 0);
          byte[] mac = cipher.getMac();
          tag = java.util.Arrays.copyOf(mac, Math.min(mac.length, tagLength));
          return java.util.Arrays.copyOf(out, count - mac.length);
        }
        return decryptLast();
      } catch (InvalidCipherTextException | IllegalStateException _) {
        throw unauthentic();
      }
    }

    private byte[] decryptLast() throws InvalidCipherTextException {
      if (expectedTag == null) {
        throw unauthentic();
      }
      byte[] full = expectedTag;
      if (cipher instanceof GCMBlockCipher && full.length != macLength) {
        throw unauthentic();
      }
      byte[] rest = new byte[cipher.getOutputSize(full.length)];
      int count = cipher.processBytes(full, 0, full.length, rest, 0);
      count += cipher.doFinal(rest, count);
      return java.util.Arrays.copyOf(rest, count);
    }

    @Override
    void setAutoPadding(boolean padding) {}

    @Override
    void setAad(byte[] bytes) {
      if (started) {
        throw new NodeException(
            NodeException.Kind.ERROR,
            "ERR_CRYPTO_INVALID_STATE",
            "Invalid state for operation setAAD");
      }
      int old = aad.length;
      aad = java.util.Arrays.copyOf(aad, old + bytes.length);
      System.arraycopy(bytes, 0, aad, old, bytes.length);
    }

    @Override
    void setTag(byte[] bytes) {
      expectedTag = bytes;
    }

    @Override
    byte[] tag() {
      return tag;
    }
  }
}
