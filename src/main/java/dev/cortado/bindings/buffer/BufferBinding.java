package dev.cortado.bindings.buffer;

import com.oracle.truffle.api.strings.TruffleString;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NodeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What {@code lib/buffer.js} does faster, or only, in Java. Indices come checked. */
public final class BufferBinding implements Binding {
  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.constant("kMaxLength", Integer.MAX_VALUE);
    target.constant("kStringMaxLength", Text.MAX_STRING_LENGTH);
    target.method(
        "setBufferPrototype",
        args -> {
          env.buffers().setBufferPrototype(args.object(0));
          return null;
        });
    defineText(target);
    defineSearch(target);
    defineBytes(target);
  }

  private static void defineText(BindingTarget target) {
    slice(target, "utf8Slice", Text.UTF8);
    slice(target, "ucs2Slice", Text.UCS2);
    slice(target, "latin1Slice", Text.LATIN1);
    slice(target, "asciiSlice", Text.ASCII);
    slice(target, "base64Slice", Text.BASE64);
    slice(target, "base64urlSlice", Text.BASE64URL);
    slice(target, "hexSlice", Text.HEX);
    write(target, "utf8Write", Text.UTF8);
    write(target, "ucs2Write", Text.UCS2);
    write(target, "latin1Write", Text.LATIN1);
    write(target, "base64Write", Text.BASE64);
    write(target, "hexWrite", Text.HEX);
    target.method("byteLengthUtf8", args -> Utf8.byteLength(args.truffleString(0)));
    target.method("btoa", args -> btoa(args.string(0)));
    target.method("atob", args -> atob(args.string(0)));
    target.method(
        "isUtf8",
        args -> {
          Bytes bytes = args.bytes(0);
          return Utf8.isValid(bytes.array(), bytes.offset(), bytes.length());
        });
    target.method("isAscii", args -> isAscii(args.bytes(0)));
  }

  /** {@code xSlice(bytes, start, end)}. */
  private static void slice(BindingTarget target, String name, Text text) {
    target.method(
        name,
        args -> {
          Bytes bytes = args.bytes(0);
          int start = args.int32(1);
          int end = Math.min(args.int32(2), bytes.length());
          return text.decode(bytes.array(), bytes.offset() + start, Math.max(0, end - start));
        });
  }

  /** {@code xWrite(bytes, string, offset, length)}. */
  private static void write(BindingTarget target, String name, Text text) {
    target.method(
        name,
        args -> {
          Bytes bytes = args.bytes(0);
          int offset = args.int32(2);
          int room = Math.min(args.int32(3), bytes.length() - offset);
          return text.encode(stringArgument(args, 1), bytes.array(), bytes.offset() + offset, room);
        });
  }

  private static TruffleString stringArgument(Arguments args, int index) {
    if (args.get(index) instanceof TruffleString string) {
      return string;
    }
    throw new NodeException(
        NodeException.Kind.TYPE, "ERR_INVALID_ARG_TYPE", "argument must be a string");
  }

  private static Object btoa(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return Js.UNDEFINED;
      }
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Text.BASE64.decode(bytes, 0, bytes.length);
  }

  private static Object atob(String text) {
    byte[] bytes = LenientBase64.decodeForgiving(text);
    return bytes == null ? Js.UNDEFINED : Text.LATIN1.decode(bytes, 0, bytes.length);
  }

  private static boolean isAscii(Bytes bytes) {
    int end = bytes.offset() + bytes.length();
    for (int i = bytes.offset(); i < end; i++) {
      if (bytes.array()[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static void defineSearch(BindingTarget target) {
    target.method(
        "indexOfNumber",
        args ->
            ByteSearch.find(
                args.bytes(0), new byte[] {(byte) args.int32(1)}, args.int32(2), 1, args.bool(3)));
    target.method(
        "indexOfString",
        args -> {
          Text text = Text.of(args.int32(3));
          byte[] needle = text.encode(args.truffleString(1));
          return ByteSearch.find(args.bytes(0), needle, args.int32(2), step(text), args.bool(4));
        });
    target.method(
        "indexOfBuffer",
        args ->
            ByteSearch.find(
                args.bytes(0),
                args.bytes(1),
                args.int32(2),
                step(Text.of(args.int32(3))),
                args.bool(4)));
  }

  private static int step(Text text) {
    return text == Text.UCS2 ? 2 : 1;
  }

  private static void defineBytes(BindingTarget target) {
    target.method(
        "compare",
        args -> {
          Bytes a = args.bytes(0);
          Bytes b = args.bytes(1);
          return compare(a, 0, a.length(), b, 0, b.length());
        });
    target.method(
        "compareOffset",
        args -> {
          Bytes source = args.bytes(0);
          Bytes other = args.bytes(1);
          int otherStart = args.int32(2);
          int start = args.int32(3);
          if (start > source.length()) {
            throw new NodeException(
                NodeException.Kind.RANGE,
                "ERR_OUT_OF_RANGE",
                "The value of \"sourceStart\" is out of range.");
          }
          return compare(source, start, args.int32(5), other, otherStart, args.int32(4));
        });
    target.method(
        "copy",
        args -> {
          Bytes source = args.bytes(0);
          Bytes goal = args.bytes(1);
          int to = args.int32(2);
          int from = args.int32(3);
          System.arraycopy(
              source.array(),
              source.offset() + from,
              goal.array(),
              goal.offset() + to,
              Math.min(args.int32(4), Math.min(source.length() - from, goal.length() - to)));
          return null;
        });
    target.method(
        "fill",
        args -> {
          repeat(args.bytes(0), args.bytes(1), args.int32(2), args.int32(3));
          return null;
        });
    target.method("swap16", args -> swap(args.bytes(0), 2));
    target.method("swap32", args -> swap(args.bytes(0), 4));
    target.method("swap64", args -> swap(args.bytes(0), 8));
  }

  private static int compare(Bytes a, int aStart, int aEnd, Bytes b, int bStart, int bEnd) {
    int order =
        Arrays.compareUnsigned(
            a.array(),
            a.offset() + aStart,
            a.offset() + Math.max(aStart, Math.min(aEnd, a.length())),
            b.array(),
            b.offset() + bStart,
            b.offset() + Math.max(bStart, Math.min(bEnd, b.length())));
    return Integer.signum(order);
  }

  /** Fills from {@code start} to {@code end} with the pattern, over and over. */
  private static void repeat(Bytes bytes, Bytes pattern, int start, int end) {
    int total = Math.min(end, bytes.length()) - start;
    int at = bytes.offset() + start;
    int done = Math.min(pattern.length(), total);
    System.arraycopy(pattern.array(), pattern.offset(), bytes.array(), at, done);
    while (done < total) {
      int count = Math.min(done, total - done);
      System.arraycopy(bytes.array(), at, bytes.array(), at + done, count);
      done += count;
    }
  }

  private static Object swap(Bytes bytes, int size) {
    byte[] array = bytes.array();
    int end = bytes.offset() + bytes.length();
    for (int i = bytes.offset(); i + size <= end; i += size) {
      for (int low = i, high = i + size - 1; low < high; low++, high--) {
        byte saved = array[low];
        array[low] = array[high];
        array[high] = saved;
      }
    }
    return null;
  }
}
