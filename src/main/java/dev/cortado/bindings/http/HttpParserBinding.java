package dev.cortado.bindings.http;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Binding;
import dev.cortado.engine.BindingTarget;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeClass;
import dev.cortado.engine.NativeObject;
import java.nio.charset.StandardCharsets;

/** What {@code lib/_http_common.js} and its neighbours build on. */
public final class HttpParserBinding implements Binding, TextFactory {
  private final CommonText<TruffleString> commonText = new CommonText<>(HttpParserBinding::text);
  private Environment env;
  private ParserCallbacks callbacks;

  @Override
  public void initialize(BindingTarget target, Environment environment) {
    env = environment;
    target.constant("methods", env.newArray(HttpMethod.NAMES.toArray()));
    target.constant("KEEP_ALIVE", ParserHandle.KEEP_ALIVE);
    target.constant("UPGRADE", ParserHandle.UPGRADE);
    target.constant("COMPLETE", ParserHandle.COMPLETE);
    target.constant("LAST", ParserHandle.LAST);
    target.constant("HAS_HOST", ParserHandle.HAS_HOST);
    target.constant("HAS_EXPECT", ParserHandle.HAS_EXPECT);
    target.method("setCallbacks", this::setCallbacks);
    ResponseWriter responses = new ResponseWriter(env);
    target.method("setRespondedCallback", args -> responses.setCallback(args.function(0)));
    target.method("respond", responses::respond);
    FieldText.declare(target);
    declareParser(target);
    NativeClass list = target.nativeClass("ConnectionsList", args -> new ConnectionsList());
    list.method("all", args -> objects(list(args).all()));
    list.method("idle", args -> objects(list(args).idle()));
    list.method("active", args -> objects(list(args).active()));
    list.method(
        "expired",
        args -> objects(list(args).expired(env.loop().now(), args.integer(0), args.integer(1))));
  }

  private void declareParser(BindingTarget target) {
    NativeClass parser =
        target.nativeClass(
            "HTTPParser", args -> new ParserHandle(env, (NativeObject) args.jsThis(), this));
    constants(parser.constructor());
    ParserHandle.declare(parser);
  }

  private static void constants(JSFunctionObject type) {
    String[] names = {
      "REQUEST",
      "RESPONSE",
      null,
      "kOnMessageBegin",
      "kOnHeaders",
      "kOnHeadersComplete",
      "kOnBody",
      "kOnMessageComplete",
      "kOnExecute",
      "kOnTimeout"
    };
    Js.set(type, names[0], ParserHandle.REQUEST);
    Js.set(type, names[1], ParserHandle.RESPONSE);
    for (int i = 3; i < names.length; i++) {
      Js.set(type, names[i], i - 3);
    }
    Js.set(type, "kLenientNone", Lenient.NONE);
    Js.set(type, "kLenientHeaders", Lenient.HEADERS);
    Js.set(type, "kLenientChunkedLength", Lenient.CHUNKED_LENGTH);
    Js.set(type, "kLenientKeepAlive", Lenient.KEEP_ALIVE);
    Js.set(type, "kLenientTransferEncoding", Lenient.TRANSFER_ENCODING);
    Js.set(type, "kLenientVersion", Lenient.VERSION);
    Js.set(type, "kLenientDataAfterClose", Lenient.DATA_AFTER_CLOSE);
    Js.set(type, "kLenientOptionalLFAfterCR", Lenient.OPTIONAL_LF_AFTER_CR);
    Js.set(type, "kLenientOptionalCRLFAfterChunk", Lenient.OPTIONAL_CRLF_AFTER_CHUNK);
    Js.set(type, "kLenientOptionalCRBeforeLF", Lenient.OPTIONAL_CR_BEFORE_LF);
    Js.set(type, "kLenientSpacesAfterChunkSize", Lenient.SPACES_AFTER_CHUNK_SIZE);
    Js.set(type, "kLenientAll", Lenient.ALL);
  }

  /** {@code (onHead, onBody, onComplete, onExecute)}, see {@link ParserCallbacks}. */
  private Object setCallbacks(Arguments args) {
    callbacks =
        new ParserCallbacks(args.function(0), args.function(1), args.function(2), args.function(3));
    return null;
  }

  ParserCallbacks callbacks() {
    return callbacks;
  }

  private static ConnectionsList list(Arguments args) {
    return args.self(ConnectionsList.class);
  }

  private Object objects(JSDynamicObject[] parsers) {
    return env.newArray((Object[]) parsers);
  }

  @Override
  public Object common(byte[] bytes, int offset, int length) {
    return commonText.get(bytes, offset, length);
  }

  @Override
  public Object rare(byte[] bytes, int offset, int length) {
    return text(bytes, offset, length);
  }

  private static TruffleString text(byte[] bytes, int offset, int length) {
    return Js.string(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }
}
