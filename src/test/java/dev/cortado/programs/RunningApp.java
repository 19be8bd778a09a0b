package dev.cortado.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server program in a process of its own, and a client of it. It is killed when closed. */
final class RunningApp implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://[^/]+/");
  private static final Duration START_LIMIT = Duration.ofSeconds(180);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(REQUEST_LIMIT)
          .build();

  private RunningApp(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts {@code file} on a free port and waits until it prints the address it listens on. */
  static RunningApp start(String file, Map<String, String> environment)
      throws IOException, InterruptedException {
    TestRuntime.prepare();
    ProcessBuilder builder = TestRuntime.program(List.of(), Path.of(file));
    builder.environment().put("PORT", "0");
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readOutput(process, address));
    try {
      return new RunningApp(process, address.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException(file + " did not start", e);
    }
  }

  private static void readOutput(Process process, CompletableFuture<URI> address) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = ADDRESS.matcher(line);
        if (matcher.find()) {
          address.complete(URI.create(matcher.group()));
        }
      }
      address.completeExceptionally(new IOException("it ended without saying where it listens"));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, null, headers);
  }

  /** Sends a request; {@code headers} are names and values in turn, {@code body} may be null. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body, headers), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> getBytes(String path, String... headers)
      throws IOException, InterruptedException {
    return client.send(request("GET", path, null, headers), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(REQUEST_LIMIT)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder.build();
  }

  /** Asks the program to end, as a service manager does, and returns its exit code. */
  int terminate() throws InterruptedException {
    client.close();
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the program did not end on SIGTERM");
    }
    return process.exitValue();
  }

  int port() {
    return address.getPort();
  }

  @Override
  public void close() throws InterruptedException {
    client.shutdownNow();
    process.destroyForcibly().waitFor();
  }
}
