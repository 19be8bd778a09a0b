package dev.cortado.bindings.crypto;

import com.oracle.truffle.api.strings.TruffleString;
import dev.cortado.bindings.buffer.Text;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.NodeException;
import dev.cortado.engine.NodeException.Kind;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.bouncycastle.crypto.generators.SCrypt;

/** {@code internalBinding('crypto')}. Arguments come checked, but for what only this side knows. */
public final class CryptoBinding implements Binding {
  private final SecureRandom random = new SecureRandom();
  private Environment env;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    defineHash(target);
    defineHmac(target);
    defineRandom(target);
    defineDerivation(target);
    defineCipher(target);
    target.method(
        "timingSafeEqual",
        args -> MessageDigest.isEqual(args.bytes(0).copy(), args.bytes(1).copy()));
  }

  private static NodeException error(Kind kind, String code, String message) {
    return new NodeException(kind, code, message);
  }

  private static HashFunction.Algorithm algorithm(String name) {
    HashFunction.Algorithm found = HashFunction.find(name);
    if (found == null) {
      throw error(Kind.TYPE, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name);
    }
    return found;
  }

  // --- hashes ---------------------------------------------------------------------------------

  /** A hash and the length that was asked of it. */
  private static final class HashHandle {
    private HashFunction hash;
    private final int length;

    HashHandle(HashFunction hash, int length) {
      this.hash = hash;
      this.length = length;
    }
  }

  /** Feeds a string in UTF-8 or another encoding by number, or bytes. */
  private static void feed(HashFunction hash, Arguments args, int index) {
    if (args.get(index) instanceof TruffleString string) {
      byte[] bytes =
          Text.of(args.isUndefined(index + 1) ? 0 : args.int32(index + 1)).encode(string);
      hash.update(bytes, 0, bytes.length);
    } else {
      Bytes bytes = args.bytes(index);
      hash.update(bytes.array(), bytes.offset(), bytes.length());
    }
  }

  /** The output length that was asked for, checked; the function's own where none was. */
  private static int outputLength(HashFunction.Algorithm algorithm, Arguments args, int index) {
    if (args.isUndefined(index)) {
      return algorithm.length();
    }
    int length = args.int32(index);
    if (length != algorithm.length() && !algorithm.isExtendable()) {
      throw error(
          Kind.ERROR,
          "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH",
          "error:030000B2:digital envelope routines::not XOF or invalid length");
    }
    return length;
  }

  private void defineHash(BindingTarget target) {
    NativeClass hash = target.nativeClass("Hash", CryptoBinding::newHash);
    hash.method(
        "update",
        args -> {
          feed(args.self(HashHandle.class).hash, args, 0);
          return true;
        });
    hash.method(
        "digest",
        args -> {
          HashHandle handle = args.self(HashHandle.class);
          return env.newBuffer(handle.hash.digest(handle.length));
        });
    target.method(
        "oneShotDigest",
        args -> {
          HashFunction.Algorithm found = HashFunction.find(args.string(0));
          if (found == null) {
            throw error(Kind.ERROR, null, "Digest method " + args.string(0) + " is not supported");
          }
          HashFunction function = found.start();
          feed(function, args, 1);
          byte[] digest = function.digest(outputLength(found, args, 4));
          return args.isUndefined(3)
              ? env.newBuffer(digest)
              : Text.of(args.int32(3)).decode(digest, 0, digest.length);
        });
    target.method("hasDigest", args -> HashFunction.find(args.string(0)) != null);
  }

  /** {@code new Hash(name, outputLength)} or {@code new Hash(hash, outputLength)}, a copy. */
  private static Object newHash(Arguments args) {
    if (args.isNative(0, HashHandle.class)) {
      HashHandle source = args.nativeObject(0, HashHandle.class);
      // A copy does not take over the length that was asked of the original.
      return new HashHandle(source.hash.copy(), outputLength(source.hash.algorithm(), args, 1));
    }
    HashFunction.Algorithm found = HashFunction.find(args.string(0));
    if (found == null) {
      throw error(Kind.ERROR, null, "Digest method not supported");
    }
    return new HashHandle(found.start(), outputLength(found, args, 1));
  }

  private void defineHmac(BindingTarget target) {
    NativeClass hmac =
        target.nativeClass(
            "Hmac", args -> new Hmac(algorithm(args.string(0)), args.bytes(1).copy()));
    hmac.method(
        "update",
        args -> {
          Hmac self = args.self(Hmac.class);
          if (args.get(0) instanceof TruffleString string) {
            byte[] bytes = Text.of(args.isUndefined(1) ? 0 : args.int32(1)).encode(string);
            self.update(bytes, 0, bytes.length);
          } else {
            Bytes bytes = args.bytes(0);
            self.update(bytes.array(), bytes.offset(), bytes.length());
          }
          return true;
        });
    hmac.method("digest", args -> env.newBuffer(args.self(Hmac.class).digest()));
  }

  // --- random numbers and keys ----------------------------------------------------------------

  /** Runs at once and returns the result, or on the work pool where a callback is given. */
  private Object job(Arguments args, String type, int callback, Callable<byte[]> work) {
    if (args.isFunction(callback)) {
      env.submit(
          type,
          args.function(callback),
          work,
          value -> value == null ? Js.UNDEFINED : env.newBuffer(value));
      return null;
    }
    try {
      byte[] value = work.call();
      return value == null ? null : env.newBuffer(value);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw error(Kind.ERROR, null, e.getMessage());
    }
  }

  private void defineRandom(BindingTarget target) {
    // randomFill(bytes, offset, size[, callback])
    target.method(
        "randomFill",
        args -> {
          Bytes bytes = args.bytes(0);
          int offset = bytes.offset() + args.int32(1);
          int size = args.int32(2);
          return job(
              args,
              "RANDOMBYTESREQUEST",
              3,
              () -> {
                byte[] drawn = new byte[size];
                random.nextBytes(drawn);
                System.arraycopy(drawn, 0, bytes.array(), offset, size);
                return null;
              });
        });
  }

  private void defineDerivation(BindingTarget target) {
    // pbkdf2(password, salt, iterations, length, digest[, callback])
    target.method(
        "pbkdf2",
        args -> {
          byte[] password = args.bytes(0).copy();
          byte[] salt = args.bytes(1).copy();
          int iterations = args.int32(2);
          int length = args.int32(3);
          HashFunction.Algorithm digest = algorithm(args.string(4));
          return job(
              args,
              "PBKDF2REQUEST",
              5,
              () -> Hmac.pbkdf2(digest, password, salt, iterations, length));
        });
    // scrypt(password, salt, length, N, r, p[, callback])
    target.method(
        "scrypt",
        args -> {
          byte[] password = args.bytes(0).copy();
          byte[] salt = args.bytes(1).copy();
          int length = args.int32(2);
          int cost = args.int32(3);
          int blockSize = args.int32(4);
          int parallelization = args.int32(5);
          return job(
              args,
              "SCRYPTREQUEST",
              6,
              () -> SCrypt.generate(password, salt, cost, blockSize, parallelization, length));
        });
    // hkdf(digest, key, salt, info, length[, callback])
    target.method(
        "hkdf",
        args -> {
          HashFunction.Algorithm digest = algorithm(args.string(0));
          byte[] key = args.bytes(1).copy();
          byte[] salt = args.bytes(2).copy();
          byte[] info = args.bytes(3).copy();
          int length = args.int32(4);
          if (length > 255 * digest.length()) {
            throw error(Kind.RANGE, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
          }
          return job(
              args, "DERIVEBITSREQUEST", 5, () -> Hmac.hkdf(digest, key, salt, info, length));
        });
  }

  // --- ciphers --------------------------------------------------------------------------------

  private void defineCipher(BindingTarget target) {
    NativeClass cipher = target.nativeClass("CipherBase", CryptoBinding::newCipher);
    cipher.method(
        "update",
        args -> {
          Bytes bytes = args.bytes(0);
          return env.newBuffer(
              args.self(CipherHandle.class).update(bytes.array(), bytes.offset(), bytes.length()));
        });
    cipher.method("final", args -> env.newBuffer(args.self(CipherHandle.class).finish()));
    cipher.method(
        "setAutoPadding",
        args -> {
          args.self(CipherHandle.class).setAutoPadding(args.bool(0));
          return true;
        });
    cipher.method(
        "setAAD",
        args -> {
          args.self(CipherHandle.class).setAad(args.bytes(0).copy());
          return true;
        });
    cipher.method(
        "setAuthTag",
        args -> {
          args.self(CipherHandle.class).setTag(args.bytes(0).copy());
          return true;
        });
    cipher.method(
        "getAuthTag",
        args -> {
          byte[] tag = args.self(CipherHandle.class).tag();
          return tag == null ? null : env.newBuffer(tag);
        });
    target.method("getCiphers", args -> env.newArray(CipherAlgorithm.names().toArray()));
    target.method("getCipherInfo", this::cipherInfo);
    target.method(
        "isValidTagLength",
        args -> CipherAlgorithm.find(args.string(0)).allowsTagLength(args.int32(1)));
  }

  /** {@code new CipherBase(encrypt, name, key, iv, tagLength)}. */
  private static Object newCipher(Arguments args) {
    CipherAlgorithm found = CipherAlgorithm.find(args.string(1));
    if (found == null) {
      throw error(Kind.ERROR, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
    }
    byte[] key = args.bytes(2).copy();
    byte[] iv = args.isNullish(3) ? null : args.bytes(3).copy();
    if (iv == null && found.ivLength() != 0) {
      throw error(Kind.TYPE, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
    }
    if (iv == null) {
      iv = new byte[0];
    }
    if (!found.allowsIvLength(iv.length)) {
      throw error(Kind.TYPE, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
    }
    if (key.length != found.keyLength()) {
      throw error(Kind.RANGE, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    }
    int tagLength = args.int32(4);
    if (tagLength >= 0 && found.isAead() && !found.allowsTagLength(tagLength)) {
      throw error(
          Kind.TYPE,
          "ERR_CRYPTO_INVALID_AUTH_TAG",
          "Invalid authentication tag length: " + tagLength);
    }
    if (tagLength < 0 && (found.mode().equals("ccm") || found.mode().equals("ocb"))) {
      throw error(
          Kind.TYPE, "ERR_CRYPTO_INVALID_AUTH_TAG", "authTagLength required for " + found.name());
    }
    return CipherHandle.create(found, args.bool(0), key, iv, tagLength);
  }

  /** {@code getCipherInfo(name, keyLength, ivLength)}. */
  private Object cipherInfo(Arguments args) {
    CipherAlgorithm found = CipherAlgorithm.find(args.string(0));
    if (found == null
        || !args.isUndefined(1) && args.int32(1) != found.keyLength()
        || !args.isUndefined(2) && !found.allowsIvLength(args.int32(2))) {
      return null;
    }
    Object info = env.newObject();
    Js.set(info, "mode", found.mode());
    Js.set(info, "name", found.officialName());
    Js.set(info, "nid", found.nid());
    if (!found.mode().equals("stream")) {
      Js.set(info, "blockSize", found.blockSize());
    }
    if (found.ivLength() != 0) {
      Js.set(info, "ivLength", args.isUndefined(2) ? found.ivLength() : args.int32(2));
    }
    Js.set(info, "keyLength", found.keyLength());
    return info;
  }
}
