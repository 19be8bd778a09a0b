package dev.cortado.bindings.url;

import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Bytes;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * {@code internalBinding('url')}. A URL crosses as its text plus the places of its parts, which
 * {@link UrlRecord#serialize} describes, written into an {@code Int32Array} of JavaScript's.
 */
public final class UrlBinding implements Binding {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  @Override
  public void initialize(BindingTarget target, Environment env) {
    target.constant("kComponents", UrlRecord.COMPONENTS);
    target.method("parse", UrlBinding::parse);
    target.method("update", UrlBinding::update);
    target.method("canParse", args -> record(args) != null);
    target.method("domainToASCII", args -> domainToAscii(args.string(0)));
    target.method("domainToUnicode", args -> domainToUnicode(args.string(0)));
    target.method("toASCII", args -> toAscii(args.string(0)));
  }

  /** The record of {@code (input, base)}, or {@code null}. */
  private static UrlRecord record(Arguments args) {
    UrlRecord base = null;
    if (!args.isUndefined(1)) {
      base = UrlParser.parse(args.string(1), null);
      if (base == null) {
        return null;
      }
    }
    return UrlParser.parse(args.string(0), base);
  }

  /** {@code parse(input, base, components)}: the href, or undefined. */
  private static Object parse(Arguments args) {
    int[] components = new int[UrlRecord.COMPONENTS];
    String href = null;
    if (args.isUndefined(1)) {
      String input = args.string(0);
      if (PlainHttpUrl.locate(input, components)) {
        store(components, args.bytes(2));
        return args.get(0);
      }
    }
    UrlRecord record = record(args);
    if (record == null) {
      return Js.UNDEFINED;
    }
    href = record.serialize(components);
    store(components, args.bytes(2));
    return href;
  }

  /** {@code update(href, part, value, components)}: the new href. */
  private static Object update(Arguments args) {
    UrlRecord record = UrlParser.parse(args.string(0), null);
    UrlParser.set(record, UrlParser.Part.values()[args.int32(1)], args.string(2));
    int[] components = new int[UrlRecord.COMPONENTS];
    String href = record.serialize(components);
    store(components, args.bytes(3));
    return href;
  }

  private static void store(int[] components, Bytes target) {
    for (int i = 0; i < components.length; i++) {
      INT.set(target.array(), target.offset() + 4 * i, components[i]);
    }
  }

  private static String domainToAscii(String domain) {
    String host = HostParser.parse(domain, true);
    return host == null ? "" : host;
  }

  private static String domainToUnicode(String domain) {
    String host = HostParser.parse(domain, true);
    return host == null ? "" : HostParser.toUnicode(host);
  }

  /** Only the mapping, for host names of the legacy parser; empty where there is none. */
  private static String toAscii(String domain) {
    String ascii = HostParser.toAscii(domain);
    return ascii == null ? "" : ascii;
  }
}
