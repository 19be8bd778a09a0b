package dev.cortado.bindings.encoding;

import com.oracle.truffle.api.strings.TruffleString;
import dev.cortado.bindings.buffer.Utf8;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** {@code internalBinding('encoding_binding')}. */
public final class EncodingBinding implements Binding {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.method(
        "encodeUtf8String", args -> env.newUint8Array(Utf8.encode(args.truffleString(0))));
    target.method("encodeInto", EncodingBinding::encodeInto);
    target.method("decodeUTF8", EncodingBinding::decodeUtf8);
    NativeClass decoder =
        target.nativeClass(
            "Decoder", args -> StreamDecoder.create(args.string(0), args.bool(1), args.bool(2)));
    decoder.method(
        "decode", args -> args.self(StreamDecoder.class).decode(args.bytes(0), args.bool(1)));
    target.method(
        "isSupported", args -> StreamDecoder.create(args.string(0), false, false) != null);
  }

  /** {@code encodeInto(string, bytes, results)}: units read and bytes written go to the results. */
  private static Object encodeInto(Arguments args) {
    TruffleString string = args.truffleString(0);
    Bytes target = args.bytes(1);
    Bytes results = args.bytes(2);
    long done =
        Utf8.encodeUnits(
            string.toJavaStringUncached(), target.array(), target.offset(), target.length());
    INT.set(results.array(), results.offset(), (int) done);
    INT.set(results.array(), results.offset() + 4, (int) (done >>> 32));
    return null;
  }

  /** {@code decodeUTF8(bytes, ignoreBOM)}: the text, malformed parts replaced. */
  private static Object decodeUtf8(Arguments args) {
    Bytes bytes = args.bytes(0);
    byte[] array = bytes.array();
    int offset = bytes.offset();
    int length = bytes.length();
    boolean hasMark =
        length >= 3
            && array[offset] == (byte) 0xef
            && array[offset + 1] == (byte) 0xbb
            && array[offset + 2] == (byte) 0xbf;
    if (hasMark && !args.bool(1)) {
      offset += 3;
      length -= 3;
    }
    return length == 0 ? Js.string("") : Utf8.decode(array, offset, length);
  }
}
