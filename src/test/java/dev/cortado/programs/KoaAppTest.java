package dev.cortado.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KoaAppTest {
  @Test
  void servesAndHidesErrorsInProduction() throws Exception {
    try (RunningApp app =
        RunningApp.start("examples/koa/server.js", Map.of("NODE_ENV", "production"))) {
      HttpResponse<String> cups = app.get("/cups");
      assertEquals("{\"espresso\":30}", cups.body());
      assertTrue(cups.headers().firstValue("x-response-time").orElseThrow().endsWith("ms"));
      HttpResponse<String> put =
          app.send(
              "PUT", "/cups/lungo", "{\"millilitres\":60}", "Content-Type", "application/json");
      assertEquals(204, put.statusCode());
      assertEquals("{\"name\":\"lungo\",\"millilitres\":60}", app.get("/cups/lungo").body());
      HttpResponse<String> none = app.get("/cups/none");
      assertEquals(404, none.statusCode());
      assertEquals("{\"error\":\"no cup none\"}", none.body());
      HttpResponse<String> failed = app.get("/fail");
      assertEquals(500, failed.statusCode());
      assertEquals("{\"error\":\"Something went wrong\"}", failed.body());
      assertEquals(405, app.send("POST", "/fail", "").statusCode());
    }
  }

  @Test
  void showsTheStackInDevelopment() throws Exception {
    try (RunningApp app =
        RunningApp.start("examples/koa/server.js", Map.of("NODE_ENV", "development"))) {
      String body = app.get("/fail").body();
      assertTrue(body.contains("the grinder is stuck") && body.contains("server.js:"), body);
    }
  }
}
