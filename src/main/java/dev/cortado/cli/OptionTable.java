package dev.cortado.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options that Cortado knows, as {@code node --help} lists them, and their short forms. */
final class OptionTable {
  private static final Map<String, Option> OPTIONS = new HashMap<>();
  private static final Map<String, String> ALIASES = new HashMap<>();

  private static final Set<String> NOT_IN_NODE_OPTIONS =
      Set.of(
          "--build-snapshot-config",
          "--cpu-prof-dir",
          "--cpu-prof-interval",
          "--cpu-prof-name",
          "--env-file",
          "--env-file-if-exists",
          "--experimental-config-file",
          "--experimental-sea-config",
          "--heap-prof-dir",
          "--heap-prof-interval",
          "--heap-prof-name",
          "--inspect-publish-uid",
          "--run",
          "--security-revert",
          "--stack-size",
          "--test-concurrency",
          "--test-timeout");

  static {
    flags(
        true,
        "--abort-on-uncaught-exception",
        "--addons",
        "--allow-addons",
        "--allow-child-process",
        "--allow-inspector",
        "--allow-wasi",
        "--allow-worker",
        "--async-context-frame",
        "--deprecation",
        "--disable-sigusr1",
        "--disable-wasm-trap-handler",
        "--enable-etw-stack-walking",
        "--enable-source-maps",
        "--entry-url",
        "--experimental-abortcontroller",
        "--experimental-addon-modules",
        "--experimental-detect-module",
        "--experimental-eventsource",
        "--experimental-fetch",
        "--experimental-global-customevent",
        "--experimental-global-navigator",
        "--experimental-global-webcrypto",
        "--experimental-import-meta-resolve",
        "--experimental-inspector-network-resource",
        "--experimental-json-modules",
        "--experimental-network-inspection",
        "--experimental-permission",
        "--experimental-print-required-tla",
        "--experimental-quic",
        "--experimental-repl-await",
        "--experimental-require-module",
        "--experimental-shadow-realm",
        "--experimental-sqlite",
        "--experimental-test-coverage",
        "--experimental-test-module-mocks",
        "--experimental-top-level-await",
        "--experimental-transform-types",
        "--experimental-vm-modules",
        "--experimental-wasi-unstable-preview1",
        "--experimental-wasm-modules",
        "--experimental-websocket",
        "--experimental-webstorage",
        "--experimental-worker",
        "--experimental-worker-inspection",
        "--force-async-hooks-checks",
        "--force-context-aware",
        "--force-fips",
        "--force-node-api-uncaught-exceptions-policy",
        "--enable-fips",
        "--frozen-intrinsics",
        "--global-search-paths",
        "--insecure-http-parser",
        "--network-family-autoselection",
        "--node-memory-debug",
        "--node-snapshot",
        "--openssl-legacy-provider",
        "--openssl-shared-config",
        "--pending-deprecation",
        "--permission",
        "--preserve-symlinks",
        "--preserve-symlinks-main",
        "--report-compact",
        "--report-exclude-env",
        "--report-exclude-network",
        "--report-on-fatalerror",
        "--report-on-signal",
        "--report-uncaught-exception",
        "--strip-types",
        "--test-only",
        "--throw-deprecation",
        "--tls-max-v1.2",
        "--tls-max-v1.3",
        "--tls-min-v1.0",
        "--tls-min-v1.1",
        "--tls-min-v1.2",
        "--tls-min-v1.3",
        "--trace-deprecation",
        "--trace-env",
        "--trace-env-js-stack",
        "--trace-env-native-stack",
        "--trace-exit",
        "--trace-promises",
        "--trace-sigint",
        "--trace-sync-io",
        "--trace-tls",
        "--trace-uncaught",
        "--trace-warnings",
        "--track-heap-objects",
        "--use-bundled-ca",
        "--use-env-proxy",
        "--use-openssl-ca",
        "--use-system-ca",
        "--verify-base-objects",
        "--warnings",
        "--watch-preserve-output",
        "--zero-fill-buffers",
        "--expose-gc",
        "--interpreted-frames-native-stack",
        "--jitless",
        "--perf-basic-prof",
        "--perf-basic-prof-only-functions",
        "--perf-prof",
        "--perf-prof-unwinding-info",
        "--disallow-code-generation-from-strings",
        "--extra-info-on-fatal-exception",
        "--harmony-import-attributes",
        "--trace-events-enabled");
    flags(
        false,
        "--allow-natives-syntax",
        "--build-snapshot",
        "--check",
        "--completion-bash",
        "--cpu-prof",
        "--experimental-default-config-file",
        "--expose-internals",
        "--harmony",
        "--harmony-shadow-realm",
        "--heap-prof",
        "--help",
        "--inspect",
        "--inspect-brk",
        "--inspect-wait",
        "--interactive",
        "--print",
        "--prof",
        "--prof-process",
        "--test",
        "--test-force-exit",
        "--test-udp-no-try-send",
        "--test-update-snapshots",
        "--use-strict",
        "--v8-options",
        "--version",
        "--watch");
    values(
        Option.Type.STRING,
        "--build-snapshot-config",
        "--cpu-prof-dir",
        "--cpu-prof-name",
        "--diagnostic-dir",
        "--disable-proto",
        "--dns-result-order",
        "--experimental-config-file",
        "--experimental-sea-config",
        "--heap-prof-dir",
        "--heap-prof-name",
        "--heapsnapshot-signal",
        "--icu-data-dir",
        "--input-type",
        "--inspect-port",
        "--inspect-publish-uid",
        "--localstorage-file",
        "--max-old-space-size-percentage",
        "--openssl-config",
        "--redirect-warnings",
        "--perf-basic-prof-path",
        "--report-dir",
        "--report-filename",
        "--report-signal",
        "--snapshot-blob",
        "--title",
        "--tls-cipher-list",
        "--tls-keylog",
        "--trace-event-categories",
        "--trace-event-file-pattern",
        "--trace-require-module",
        "--unhandled-rejections",
        "--use-largepages",
        "--test-global-setup",
        "--test-isolation",
        "--test-rerun-failures",
        "--test-shard",
        "--watch-kill-signal",
        "--run");
    values(
        Option.Type.INTEGER,
        "--cpu-prof-interval",
        "--heap-prof-interval",
        "--heapsnapshot-near-heap-limit",
        "--max-http-header-size",
        "--max-old-space-size",
        "--max-semi-space-size",
        "--network-family-autoselection-attempt-timeout",
        "--secure-heap",
        "--secure-heap-min",
        "--stack-size",
        "--stack-trace-limit",
        "--v8-pool-size",
        "--test-concurrency",
        "--test-coverage-branches",
        "--test-coverage-functions",
        "--test-coverage-lines",
        "--test-timeout");
    values(
        Option.Type.LIST,
        "--allow-fs-read",
        "--allow-fs-write",
        "--conditions",
        "--disable-warning",
        "--env-file",
        "--env-file-if-exists",
        "--experimental-loader",
        "--import",
        "--require",
        "--security-revert",
        "--test-coverage-exclude",
        "--test-coverage-include",
        "--test-name-pattern",
        "--test-reporter",
        "--test-reporter-destination",
        "--test-skip-pattern",
        "--watch-path");
    add(new Option("--eval", Option.Type.STRING, null, false));
    v8Tuning();
    enabledByDefault(
        "--addons",
        "--async-context-frame",
        "--deprecation",
        "--experimental-detect-module",
        "--experimental-fetch",
        "--experimental-global-customevent",
        "--experimental-global-navigator",
        "--experimental-global-webcrypto",
        "--experimental-repl-await",
        "--experimental-require-module",
        "--experimental-sqlite",
        "--experimental-websocket",
        "--extra-info-on-fatal-exception",
        "--force-async-hooks-checks",
        "--global-search-paths",
        "--harmony-import-attributes",
        "--network-family-autoselection",
        "--node-snapshot",
        "--strip-types",
        "--verify-base-objects",
        "--warnings");
    defaults("--max-http-header-size", 16 * 1024);
    defaults("--network-family-autoselection-attempt-timeout", 250);
    defaults("--report-signal", "SIGUSR2");
    defaults("--stack-trace-limit", 10);
    defaults("--unhandled-rejections", "");
    alias("--experimental-strip-types", "--strip-types");
    alias("-c", "--check");
    alias("-C", "--conditions");
    alias("-e", "--eval");
    alias("-h", "--help");
    alias("-i", "--interactive");
    alias("-p", "--print");
    alias("-pe", "--print");
    alias("-r", "--require");
    alias("-v", "--version");
    alias("--report-directory", "--report-dir");
    alias("--experimental-test-isolation", "--test-isolation");
    alias("--debug-port", "--inspect-port");
    alias("--enable-network-family-autoselection", "--network-family-autoselection");
    alias("--loader", "--experimental-loader");
    alias("--es-module-specifier-resolution", "--experimental-specifier-resolution");
  }

  private OptionTable() {}

  /**
   * How V8 compiles and collects garbage. A program can't tell, so the JVM's own ways will do;
   * {@code --max-heap-size} alone has an effect.
   */
  private static void v8Tuning() {
    flags(
        false,
        "--always-sparkplug",
        "--always-turbofan",
        "--concurrent-array-buffer-sweeping",
        "--concurrent-recompilation",
        "--concurrent-sparkplug",
        "--gc-global",
        "--lazy",
        "--maglev",
        "--max-lazy",
        "--memory-reducer",
        "--opt",
        "--optimize-for-size",
        "--predictable",
        "--predictable-gc-schedule",
        "--single-threaded",
        "--single-threaded-gc",
        "--sparkplug",
        "--stress-compaction",
        "--stress-concurrent-allocation",
        "--turbofan");
    for (String name :
        List.of(
            "--gc-interval",
            "--initial-heap-size",
            "--initial-old-space-size",
            "--max-heap-size",
            "--min-semi-space-size",
            "--semi-space-growth-factor")) {
      add(new Option(name, Option.Type.INTEGER, 0, false));
    }
  }

  /** The option of that name or short form, or {@code null}. */
  static Option find(String name) {
    String full = ALIASES.getOrDefault(name, name);
    Option option = OPTIONS.get(full);
    return option != null || !full.startsWith("--") ? option : OPTIONS.get(full.replace('_', '-'));
  }

  /** Every spelling that {@code NODE_OPTIONS} may hold, opposites and short forms among them. */
  static List<String> namesInNodeOptions() {
    List<String> names = new ArrayList<>();
    for (Option option : OPTIONS.values()) {
      if (option.inNodeOptions()) {
        names.add(option.name());
        if (option.type() == Option.Type.BOOLEAN) {
          names.add("--no-" + option.name().substring(2));
        }
      }
    }
    ALIASES.forEach(
        (alias, name) -> {
          if (OPTIONS.get(name) instanceof Option option && option.inNodeOptions()) {
            names.add(alias);
          }
        });
    return names;
  }

  static Iterable<Option> all() {
    return OPTIONS.values();
  }

  private static void flags(boolean inNodeOptions, String... names) {
    for (String name : names) {
      add(new Option(name, Option.Type.BOOLEAN, false, inNodeOptions));
    }
  }

  private static void values(Option.Type type, String... names) {
    Object none =
        switch (type) {
          case LIST -> List.of();
          case INTEGER -> 0;
          default -> "";
        };
    for (String name : names) {
      boolean inNodeOptions = !NOT_IN_NODE_OPTIONS.contains(name);
      add(new Option(name, type, none, inNodeOptions));
    }
  }

  private static void enabledByDefault(String... names) {
    for (String name : names) {
      defaults(name, true);
    }
  }

  private static void defaults(String name, Object value) {
    Option option = OPTIONS.get(name);
    add(new Option(name, option.type(), value, option.inNodeOptions()));
  }

  private static void alias(String name, String target) {
    ALIASES.put(name, target);
  }

  private static void add(Option option) {
    OPTIONS.put(option.name(), option);
  }
}
