package dev.cortado.bindings.zlib;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.bindings.buffer.Text;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.AsyncWrap;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.NodeException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Checksum;

/** {@code internalBinding('zlib')}: one class for all formats, and CRC-32. */
public final class ZlibBinding implements Binding {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final byte[] NOTHING = {};
  private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  /** A codec, and whether a job has it on another thread. */
  private static final class Handle {
    final Codec codec;
    final AsyncWrap wrap;
    private final List<Runnable> changes = new ArrayList<>();
    Bytes state;
    boolean busy;
    boolean closing;
    boolean closed;

    Handle(Codec codec, AsyncWrap wrap) {
      this.codec = codec;
      this.wrap = wrap;
    }

    void close() {
      closing = true;
      if (!busy && !closed) {
        closed = true;
        codec.close();
        wrap.destroy();
      }
    }

    /** Changes the codec at once, or when the job that has it ends. */
    void change(Runnable change) {
      if (busy) {
        changes.add(change);
      } else {
        change.run();
      }
    }

    void finishJob() {
      busy = false;
      changes.forEach(Runnable::run);
      changes.clear();
      if (closing) {
        close();
      }
    }
  }

  private Environment env;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    NativeClass zlib =
        target.nativeClass(
            "Zlib",
            args -> {
              AsyncWrap wrap =
                  env.callbacks().newAsyncWrap("ZLIB", (JSDynamicObject) args.jsThis());
              return new Handle(codec(args), wrap);
            });
    zlib.method("write", this::write);
    zlib.method("writeSync", ZlibBinding::writeSync);
    // An array that receives, after each write, how much room is left in the output and how much of
    // the input is.
    zlib.method(
        "setWriteState",
        args -> {
          args.self(Handle.class).state = args.bytes(0);
          return null;
        });
    zlib.method("all", this::all);
    zlib.method(
        "params",
        args -> {
          Handle handle = args.self(Handle.class);
          int level = args.int32(0);
          int strategy = args.int32(1);
          handle.change(() -> handle.codec.setParameters(level, strategy));
          return null;
        });
    zlib.method(
        "reset",
        args -> {
          Handle handle = args.self(Handle.class);
          handle.change(handle.codec::reset);
          return null;
        });
    zlib.method(
        "close",
        args -> {
          args.self(Handle.class).close();
          return null;
        });
    target.method("crc32", ZlibBinding::crc32);
  }

  /**
   * {@code new Zlib(mode, level, strategy, dictionary, windowBits, takesOneMember, memLevel)},
   * {@code (mode, parameters)} for Brotli, {@code (mode, parameters, dictionary, pledgedSize)} for
   * Zstandard. The modes are Node.js's.
   */
  private static Codec codec(Arguments args) {
    byte[] dictionary = args.isNullish(3) || !args.isBytes(3) ? null : args.bytes(3).copy();
    int level = args.int32(1);
    int strategy = args.int32(2);
    int mode = args.int32(0);
    return switch (mode) {
      case 1, 3, 5 ->
          deflateCodec(
              mode, level, args.int32(4), args.int32(6), strategy, mode == 3 ? null : dictionary);
      case 2, 4, 6, 7 ->
          new InflateCodec(inflateFormat(mode), args.int32(4), args.bool(5), dictionary);
      case 8 -> BrotliCodec.decoder(parameters(args));
      case 9 -> BrotliCodec.encoder(parameters(args));
      case 10 -> ZstdCodec.encoder(parameters(args), zstdDictionary(args), args.integer(3));
      default -> ZstdCodec.decoder(zstdDictionary(args));
    };
  }

  /** The JDK's where it can do what is asked for: it is there already, and works in place. */
  private static Codec deflateCodec(
      int mode, int level, int windowBits, int memLevel, int strategy, byte[] dictionary) {
    final boolean zlib = mode == 1;
    final boolean gzip = mode == 3;
    if (DeflateCodec.does(windowBits, memLevel, strategy) || !LibzDeflateCodec.AVAILABLE) {
      return new DeflateCodec(zlib, gzip, level, windowBits, strategy, dictionary);
    }
    return new LibzDeflateCodec(zlib, gzip, level, windowBits, memLevel, strategy, dictionary);
  }

  private static InflateCodec.Format inflateFormat(int mode) {
    return switch (mode) {
      case 2 -> InflateCodec.Format.ZLIB;
      case 4 -> InflateCodec.Format.GZIP;
      case 6 -> InflateCodec.Format.RAW;
      default -> InflateCodec.Format.DETECT;
    };
  }

  private static byte[] zstdDictionary(Arguments args) {
    return args.isBytes(2) ? args.bytes(2).copy() : null;
  }

  /** Pairs of number and value. */
  private static Map<Integer, Integer> parameters(Arguments args) {
    Map<Integer, Integer> parameters = new HashMap<>();
    Bytes pairs = args.bytes(1);
    for (int i = 0; i + 8 <= pairs.length(); i += 8) {
      int at = pairs.offset() + i;
      parameters.put((int) INT.get(pairs.array(), at), (int) INT.get(pairs.array(), at + 4));
    }
    return parameters;
  }

  private static Bytes bytesOrNothing(Arguments args, int index) {
    return args.isNullish(index) ? new Bytes(NOTHING, 0, 0) : args.bytes(index);
  }

  /** {@code (flush, in, inOffset, inLength, out, outOffset, outLength)} of a write. */
  private record Job(
      Handle handle,
      int flush,
      byte[] in,
      int inOffset,
      int inLength,
      byte[] out,
      int outOffset,
      int outLength) {
    static Job of(Arguments args) {
      final Bytes in = bytesOrNothing(args, 1);
      final Bytes out = args.bytes(4);
      return new Job(
          args.self(Handle.class),
          args.int32(0),
          in.array(),
          in.offset() + args.int32(2),
          args.int32(3),
          out.array(),
          out.offset() + args.int32(5),
          args.int32(6));
    }

    void run() {
      final Codec codec = handle.codec;
      codec.run(flush, in, inOffset, inLength, out, outOffset, outLength);
      store(handle.state, codec, inLength, outLength);
    }
  }

  /** {@code write(…, callback)}. */
  private Object write(Arguments args) {
    final Job job = Job.of(args);
    final Handle handle = job.handle;
    handle.busy = true;
    env.submit(
        handle.wrap,
        args.function(7),
        () -> {
          try {
            job.run();
          } catch (RuntimeException e) {
            env.loop().execute(handle::finishJob);
            throw e;
          }
          return null;
        },
        _ -> {
          handle.finishJob();
          return Js.UNDEFINED;
        });
    return null;
  }

  /** {@code writeSync(…)}: nothing in {@code lib/} calls it, but packages that read images do. */
  private static Object writeSync(Arguments args) {
    Job.of(args).run();
    return null;
  }

  private static void store(Bytes state, Codec codec, int inLength, int outLength) {
    INT.set(state.array(), state.offset(), outLength - codec.produced);
    INT.set(state.array(), state.offset() + 4, inLength - codec.consumed);
  }

  /**
   * {@code all(bytes, finishFlush, chunkSize, maxLength[, callback])}: all of the output at once.
   */
  private Object all(Arguments args) {
    Handle handle = args.self(Handle.class);
    Bytes in = args.bytes(0);
    int flush = args.int32(1);
    int chunkSize = args.int32(2);
    long maxLength = args.integer(3);
    if (!args.isFunction(4)) {
      return env.newBuffer(runAll(handle.codec, in, flush, chunkSize, maxLength));
    }
    handle.busy = true;
    env.submit(
        handle.wrap,
        args.function(4),
        () -> {
          try {
            return runAll(handle.codec, in, flush, chunkSize, maxLength);
          } finally {
            env.loop().execute(handle::finishJob);
          }
        },
        env::newBuffer);
    return null;
  }

  private static byte[] runAll(Codec codec, Bytes in, int flush, int chunkSize, long maxLength) {
    byte[] out = new byte[chunkSize];
    int size = 0;
    int taken = 0;
    while (true) {
      codec.run(
          flush,
          in.array(),
          in.offset() + taken,
          in.length() - taken,
          out,
          size,
          out.length - size);
      taken += codec.consumed;
      size += codec.produced;
      if (size > maxLength || size == MAX_ARRAY_LENGTH) {
        throw new NodeException(
            NodeException.Kind.RANGE,
            "ERR_BUFFER_TOO_LARGE",
            "Cannot create a Buffer larger than " + maxLength + " bytes");
      }
      if (size < out.length) {
        return Arrays.copyOf(out, size);
      }
      out = Arrays.copyOf(out, (int) Math.min(MAX_ARRAY_LENGTH, out.length * 2L));
    }
  }

  /** {@code crc32(data, value)}. */
  private static Object crc32(Arguments args) {
    byte[] array;
    int offset = 0;
    int length;
    if (args.get(0) instanceof TruffleString string) {
      array = Text.UTF8.encode(string);
      length = array.length;
    } else {
      Bytes bytes = args.bytes(0);
      array = bytes.array();
      offset = bytes.offset();
      length = bytes.length();
    }
    return (double) Crc32.update((int) args.integer(1), array, offset, length);
  }

  /** CRC-32 that goes on from a known value, which the JDK's class can't. */
  private static final class Crc32 {
    private Crc32() {}

    private static final int[] TABLE = new int[256];

    static {
      for (int i = 0; i < 256; i++) {
        int value = i;
        for (int bit = 0; bit < 8; bit++) {
          value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ 0xedb88320;
        }
        TABLE[i] = value;
      }
    }

    static long update(int start, byte[] bytes, int offset, int length) {
      if (start == 0) {
        Checksum fast = new java.util.zip.CRC32();
        fast.update(bytes, offset, length);
        return fast.getValue();
      }
      int crc = ~start;
      for (int i = offset; i < offset + length; i++) {
        crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 255];
      }
      return Integer.toUnsignedLong(~crc);
    }
  }
}
