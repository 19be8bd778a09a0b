package dev.cortado.programs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExpressAppTest {
  private static final String SERVER = "examples/express/server.js";
  private static RunningApp app;

  @BeforeAll
  static void start() throws Exception {
    app = RunningApp.start(SERVER, Map.of("NODE_ENV", "development"));
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @Test
  void rendersTheTemplateAndCountsVisitsInASignedCookie() throws Exception {
    HttpResponse<String> first = app.get("/");
    assertEquals(200, first.statusCode());
    assertEquals(
        "text/html; charset=utf-8", first.headers().firstValue("content-type").orElseThrow());
    assertTrue(first.body().contains("<li>Grind the beans</li>"), first.body());
    String cookie = first.headers().firstValue("set-cookie").orElseThrow();
    assertTrue(
        cookie.startsWith("visits=s%3A1.") && cookie.contains("HttpOnly; SameSite=Lax"), cookie);
    HttpResponse<String> second = app.get("/", "Cookie", cookie.split(";")[0]);
    assertTrue(second.body().contains("Visit 2."), second.body());
    HttpResponse<String> forged = app.get("/", "Cookie", "visits=s%3A8.forged");
    assertTrue(forged.body().contains("Visit 1."), forged.body());
  }

  @Test
  void servesJsonThroughARouter() throws Exception {
    HttpResponse<String> made =
        app.send(
            "POST", "/api/notes", "{\"text\":\"caf\u00e9\"}", "Content-Type", "application/json");
    assertEquals(201, made.statusCode());
    String location = made.headers().firstValue("location").orElseThrow();
    HttpResponse<String> read = app.get(location);
    assertEquals(
        "application/json; charset=utf-8", read.headers().firstValue("content-type").orElseThrow());
    assertTrue(read.body().contains("\"text\":\"caf\u00e9\""), read.body());
    String etag = read.headers().firstValue("etag").orElseThrow();
    assertEquals(304, app.get(location, "If-None-Match", etag).statusCode());
    assertEquals(204, app.send("DELETE", location, null).statusCode());
    assertEquals(404, app.get(location).statusCode());
  }

  @Test
  void refusesBadBodies() throws Exception {
    HttpResponse<String> broken =
        app.send(
            "POST",
            "/api/notes",
            "{\"text\":",
            "Content-Type",
            "application/json",
            "Accept",
            "application/json");
    assertEquals(400, broken.statusCode());
    assertTrue(broken.body().contains("SyntaxError"), broken.body());
    String large = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
    assertEquals(
        413,
        app.send("POST", "/api/notes", large, "Content-Type", "application/json").statusCode());
    assertEquals(
        422, app.send("POST", "/api/notes", "{}", "Content-Type", "application/json").statusCode());
  }

  @Test
  void takesFormsAndRedirects() throws Exception {
    HttpResponse<String> answer =
        app.send(
            "POST",
            "/form",
            "text=Pour+%26+wait",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertEquals(303, answer.statusCode());
    assertEquals("/", answer.headers().firstValue("location").orElseThrow());
    assertTrue(app.get("/").body().contains("Pour &amp; wait"));
  }

  @Test
  void servesStaticFilesWithRangesAndCompression() throws Exception {
    byte[] file = Files.readAllBytes(TestRuntime.ROOT.resolve("examples/express/public/style.css"));
    HttpResponse<byte[]> whole = app.getBytes("/static/style.css");
    assertArrayEquals(file, whole.body());
    assertEquals("public, max-age=3600", whole.headers().firstValue("cache-control").orElseThrow());
    HttpResponse<byte[]> part = app.getBytes("/static/style.css", "Range", "bytes=0-3");
    assertEquals(206, part.statusCode());
    assertEquals("body", new String(part.body(), StandardCharsets.UTF_8));
    assertEquals(404, app.get("/static/none.css").statusCode());
    app.send(
        "POST",
        "/form",
        "text=" + "long+".repeat(300),
        "Content-Type",
        "application/x-www-form-urlencoded");
    HttpResponse<byte[]> zipped = app.getBytes("/", "Accept-Encoding", "gzip");
    assertEquals("gzip", zipped.headers().firstValue("content-encoding").orElseThrow());
    String page =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertTrue(page.contains("long long long"));
  }

  @Test
  void showsTheStackInDevelopment() throws Exception {
    HttpResponse<String> page = app.get("/fail", "Accept", "text/html");
    assertEquals(500, page.statusCode());
    assertTrue(page.body().contains("Error: the coffee machine is broken"), page.body());
    assertTrue(page.body().contains("app.js:"), page.body());
    assertFalse(page.body().contains("dev.cortado"), page.body());
  }

  @Test
  void hidesTheStackInProduction() throws Exception {
    try (RunningApp production = RunningApp.start(SERVER, Map.of("NODE_ENV", "production"))) {
      HttpResponse<String> page = production.get("/fail", "Accept", "text/html");
      assertEquals(500, page.statusCode());
      assertTrue(page.body().contains("Something went wrong"), page.body());
      assertFalse(page.body().contains("coffee") || page.body().contains("app.js"), page.body());
      HttpResponse<String> json = production.get("/fail", "Accept", "application/json");
      assertEquals("{\"error\":\"Something went wrong\"}", json.body());
      assertEquals(0, production.terminate());
    }
  }

  @Test
  void outlivesClientsThatMisbehave() throws Exception {
    assertTrue(
        raw("GET / HTTP/1.1\r\nHost: a\r\nBad Header: 1\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(
        raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")
            .startsWith("HTTP/1.1 431 "));
    try (Socket cut = connect()) {
      write(
          cut,
          "POST /api/notes HTTP/1.1\r\n"
              + "Host: a\r\n"
              + "Content-Type: application/json\r\n"
              + "Content-Length: 99\r\n\r\n"
              + "{");
    }
    assertEquals(200, app.get("/api/notes").statusCode());
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Sends bytes that no HTTP client would and returns all of the answer. */
  private static String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
