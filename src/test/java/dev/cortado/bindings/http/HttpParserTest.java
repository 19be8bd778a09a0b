package dev.cortado.bindings.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpParserTest {
  private static final String CHUNKED = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final Recorder recorder = new Recorder();
  private final HttpParser parser = new HttpParser(recorder, new Latin1());

  HttpParserTest() {
    recorder.parser = parser;
    parser.reset(false, 0, Lenient.NONE);
  }

  private int feed(String input) {
    byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
    return parser.execute(bytes, 0, bytes.length);
  }

  private List<String> events(String input) {
    feed(input);
    return recorder.events();
  }

  @Test
  void readsRequestAndKeepsSpelling() {
    assertEquals(
        List.of("begin", "GET /a?b=c 1.1 keep [HOST, x, aCCept, */*]", "complete"),
        events("GET /a?b=c HTTP/1.1\r\nHOST: x\r\naCCept:  */* \t\r\n\r\n"));
  }

  @Test
  void givesTheSameWhereverTheInputIsCut() {
    String input =
        "PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;name=\"va\\\"lue\"\r\nhello\r\n0\r\nTrailer-One: 1\r\n\r\n"
            + "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    List<String> whole = events(input);
    for (int cut = 1; cut < input.length(); cut++) {
      Recorder other = new Recorder();
      HttpParser second = new HttpParser(other, new Latin1());
      other.parser = second;
      second.reset(false, 0, Lenient.NONE);
      for (String part : List.of(input.substring(0, cut), input.substring(cut))) {
        byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(bytes.length, second.execute(bytes, 0, bytes.length));
      }
      assertEquals(whole, other.events(), "cut at " + cut);
    }
  }

  @Test
  void readsOneByteAtATime() {
    for (char c : "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc".toCharArray()) {
      feed(String.valueOf(c));
    }
    assertEquals(
        List.of("begin", "POST / 1.1 keep [Content-Length, 3]", "body abc", "complete"),
        recorder.events());
  }

  @Test
  void readsPipelinedRequests() {
    assertEquals(
        List.of(
            "begin", "GET /1 1.1 keep []", "complete", "begin", "GET /2 1.1 keep []", "complete"),
        events("GET /1 HTTP/1.1\r\n\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"));
  }

  @Test
  void readsTrailers() {
    assertEquals(
        List.of(
            "begin",
            "POST / 1.1 keep [Transfer-Encoding, chunked]",
            "body hello",
            "complete [X, y]"),
        events(CHUNKED + "5\r\nhello\r\n0\r\nX: y\r\n\r\n"));
  }

  @Test
  void stopsWhereAnotherProtocolStarts() {
    String head = "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
    assertEquals(head.length(), feed(head + "more"));
    assertTrue(parser.upgrade);
  }

  @Test
  void stopsAfterConnect() {
    String head = "CONNECT a:80 HTTP/1.1\r\n\r\n";
    assertEquals(head.length(), feed(head + "more"));
  }

  @Test
  void ignoresUpgradeWhenTold() {
    recorder.answer = HttpHandler.NO_UPGRADE;
    String input =
        "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
    assertEquals(input.length(), feed(input));
    assertEquals(6, recorder.events().size());
  }

  @Test
  void readsResponseUntilTheConnectionEnds() {
    parser.reset(true, 0, Lenient.NONE);
    feed("HTTP/1.1 200 OK\r\n\r\nabc");
    assertNull(parser.finish());
    assertEquals(
        List.of("begin", "200 OK 1.1 close []", "body abc", "complete"), recorder.events());
  }

  @Test
  void takesNoBodyForHeadAndStatusesWithout() {
    parser.reset(true, 0, Lenient.NONE);
    recorder.answer = HttpHandler.NO_BODY;
    feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    recorder.answer = HttpHandler.BODY;
    feed("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    assertEquals(3, recorder.events().stream().filter("complete"::equals).count());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, '', true",
    "HTTP/1.1, close, false",
    "HTTP/1.1, 'foo, Close', false",
    "HTTP/1.1, xclose, true",
    "HTTP/1.0, '', false",
    "HTTP/1.0, keep-alive, true",
    "HTTP/0.9, keep-alive, true"
  })
  void decidesWhetherToKeepTheConnection(String version, String connection, boolean keep) {
    feed("GET / " + version + "\r\nConnection: " + connection + "\r\n\r\n");
    assertEquals(keep, recorder.keepAlive);
  }

  @ParameterizedTest
  @CsvSource({
    "'GEX / HTTP/1.1\\r\\n\\r\\n', HPE_INVALID_METHOD, Invalid method encountered, 2",
    "'GETX / HTTP/1.1\\r\\n\\r\\n', HPE_INVALID_METHOD, Expected space after method, 3",
    "'GET /\u0001 HTTP/1.1\\r\\n\\r\\n', HPE_INVALID_URL, Invalid char in url path, 5",
    "'GET / XTTP/1.1\\r\\n\\r\\n', HPE_INVALID_CONSTANT, 'Expected HTTP/, RTSP/ or ICE/', 6",
    "'GET / HTTP/1.7\\r\\n\\r\\n', HPE_INVALID_VERSION, Invalid HTTP version, 14",
    "'GET / HTTP/1.1\\n\\n', HPE_INVALID_VERSION, Expected CRLF after version, 15",
    "'GET / HTTP/1.1\\r"
        + "\\n"
        + " A: b\\r"
        + "\\n"
        + "\\r"
        + "\\n"
        + "', HPE_UNEXPECTED_SPACE, Unexpected space after start line, 17",
    "'GET / HTTP/1.1\\r\\nA b: c\\r\\n\\r\\n', HPE_INVALID_HEADER_TOKEN, Invalid header token, 17",
    "'GET / HTTP/1.1\\r"
        + "\\n"
        + "A: b\\n"
        + "\\r"
        + "\\n"
        + "', HPE_CR_EXPECTED, Missing expected CR after header value, 20",
    "'GET / HTTP/1.1\\r\\nA: b\\rx', HPE_LF_EXPECTED, Missing expected LF after header value, 21",
    "'GET / HTTP/1.1\\r\\nA: b\\r\\n c\\r\\n', HPE_INVALID_HEADER_TOKEN,"
        + " Unexpected whitespace after header value, 22",
    "'GET / HTTP/1.1\\r\\nContent-Length: 1a\\r\\n\\r\\n', HPE_INVALID_CONTENT_LENGTH,"
        + " Invalid character in Content-Length, 33",
    "'GET / HTTP/1.1\\r"
        + "\\n"
        + "Content-Length: 1\\r"
        + "\\n"
        + "Content-Length: 1\\r"
        + "\\n"
        + "', HPE_UNEXPECTED_CONTENT_LENGTH, Duplicate Content-Length, 51",
    "'GET / HTTP/1.1\\r"
        + "\\n"
        + "Transfer-Encoding: chunked, x\\r"
        + "\\n"
        + "\\r"
        + "\\n"
        + "', HPE_INVALID_TRANSFER_ENCODING, Invalid `Transfer-Encoding` header value, 43",
    "'GET / HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\nx', HPE_CLOSED_CONNECTION,"
        + " Data after `Connection: close`, 38"
  })
  void refusesBadInput(String input, String code, String reason, int bytesParsed) {
    feed(input.replace("\\r", "\r").replace("\\n", "\n"));
    assertEquals(new HttpParseError(code, reason, bytesParsed), parser.error());
  }

  @ParameterizedTest
  @CsvSource({
    "'x\\r\\n', HPE_INVALID_CHUNK_SIZE",
    "'5 \\r\\nhello', HPE_INVALID_CHUNK_SIZE",
    "'10000000000000000\\r\\n', HPE_INVALID_CHUNK_SIZE",
    "'5\\nhello', HPE_CR_EXPECTED",
    "'5\\rhello', HPE_STRICT",
    "'5\\r\\nhellox', HPE_STRICT",
    "'5;a b\\r\\n', HPE_STRICT"
  })
  void refusesBadChunks(String chunks, String code) {
    feed(CHUNKED + chunks.replace("\\r", "\r").replace("\\n", "\n"));
    assertEquals(code, parser.error().code());
  }

  @Test
  void refusesBothLengthAndTransferEncoding() {
    feed("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
    assertEquals("HPE_INVALID_TRANSFER_ENCODING", parser.error().code());
    parser.reset(false, 0, Lenient.NONE);
    feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n");
    assertEquals("HPE_INVALID_CONTENT_LENGTH", parser.error().code());
  }

  @Test
  void toleratesWhatItIsToldTo() {
    parser.reset(false, 0, Lenient.ALL);
    assertEquals(
        List.of("begin", "GET / 1.1 keep [A, b c]", "complete"),
        events("GET / HTTP/1.1\nA: b\n c\n\n"));
  }

  @Test
  void limitsTheHead() {
    parser.reset(false, 100, Lenient.NONE);
    feed("GET / HTTP/1.1\r\n" + "A: 0123456789\r\n".repeat(20));
    assertEquals("HPE_HEADER_OVERFLOW", parser.error().code());
  }

  @Test
  void limitsAFieldThatNeverEnds() {
    feed("GET / HTTP/1.1\r\nA: ");
    for (int i = 0; i < 20 && parser.error() == null; i++) {
      feed("x".repeat(1000));
    }
    assertEquals("HPE_HEADER_OVERFLOW", parser.error().code());
  }

  @Test
  void limitsChunkExtensions() {
    feed(CHUNKED + "5;");
    for (int i = 0; i < 20 && parser.error() == null; i++) {
      feed("x".repeat(1000));
    }
    assertEquals("HPE_CHUNK_EXTENSIONS_OVERFLOW", parser.error().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTT",
        CHUNKED + "5\r\nhel",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"
      })
  void refusesAnEndInTheMiddle(String input) {
    feed(input);
    assertEquals("HPE_INVALID_EOF_STATE", parser.finish().code());
  }

  @Test
  void acceptsAnEndBetweenMessages() {
    feed("GET / HTTP/1.1\r\n\r\n");
    assertNull(parser.finish());
  }

  @Test
  void keepsRefusingAfterAnError() {
    feed("BAD");
    HttpParseError first = parser.error();
    feed("GET / HTTP/1.1\r\n\r\n");
    assertEquals(first, parser.error());
    assertFalse(recorder.events().contains("complete"));
  }

  private static final class Latin1 implements TextFactory {
    @Override
    public Object common(byte[] bytes, int offset, int length) {
      return rare(bytes, offset, length);
    }

    @Override
    public Object rare(byte[] bytes, int offset, int length) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
  }

  private static final class Recorder implements HttpHandler {
    private final List<String> events = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    HttpParser parser;
    int answer = BODY;
    boolean keepAlive;

    List<String> events() {
      return events;
    }

    private String headers() {
      Object[] headers = parser.takeHeaders();
      return headers == null ? "[]" : List.of(headers).toString();
    }

    @Override
    public void onMessageBegin() {
      events.add("begin");
    }

    @Override
    public int onHeadersComplete() {
      keepAlive = parser.shouldKeepAlive();
      Object first =
          parser.response
              ? parser.status + " " + parser.statusMessage
              : HttpMethod.NAMES.get(parser.method) + " " + parser.url;
      events.add(
          first
              + " "
              + parser.major
              + "."
              + parser.minor
              + (keepAlive ? " keep " : " close ")
              + headers());
      return answer;
    }

    @Override
    public void onBody(byte[] bytes, int offset, int length) {
      body.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onMessageComplete() {
      if (!body.isEmpty()) {
        events.add("body " + body);
        body.setLength(0);
      }
      String trailers = headers();
      events.add(trailers.equals("[]") ? "complete" : "complete " + trailers);
    }
  }
}
