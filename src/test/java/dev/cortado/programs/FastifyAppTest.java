package dev.cortado.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FastifyAppTest {
  @Test
  void validatesSerializesAndReportsErrors() throws Exception {
    try (RunningApp app =
        RunningApp.start("examples/fastify/server.js", Map.of("NODE_ENV", "production"))) {
      HttpResponse<String> made =
          app.send(
              "POST",
              "/orders",
              "{\"drink\":\"cortado\",\"count\":\"2\"}",
              "Content-Type",
              "application/json");
      assertEquals(201, made.statusCode());
      assertEquals("{\"id\":1,\"drink\":\"cortado\"}", made.body());
      assertEquals("{\"orders\":[{\"drink\":\"cortado\",\"count\":2}]}", app.get("/orders").body());
      HttpResponse<String> refused =
          app.send("POST", "/orders", "{}", "Content-Type", "application/json");
      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("FST_ERR_VALIDATION"), refused.body());
      HttpResponse<String> hello = app.get("/plugin/hello/you");
      assertEquals("{\"hello\":\"you\"}", hello.body());
      assertEquals("yes", hello.headers().firstValue("x-plugin").orElseThrow());
      HttpResponse<String> failed = app.get("/fail");
      assertEquals(500, failed.statusCode());
      assertTrue(failed.body().contains("the milk is sour"), failed.body());
      assertEquals(404, app.get("/none").statusCode());
    }
  }
}
