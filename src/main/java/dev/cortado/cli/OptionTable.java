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
      Set.of("--run", "--env-file", "--env-file-if-exists", "--security-revert");

  static {
    flags(
        true,
        "--abort-on-uncaught-exception",
        "--allow-addons",
        "--allow-child-process",
        "--allow-wasi",
        "--allow-worker",
        "--async-context-frame",
        "--deprecation",
        "--disable-wasm-trap-handler",
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
        "--force-context-aware",
        "--force-fips",
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
        "--trace-event-categories",
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
        "--expose-internals",
        "--harmony",
        "--harmony-shadow-realm",
        "--help",
        "--interactive",
        "--print",
        "--prof-process",
        "--test",
        "--test-force-exit",
        "--test-update-snapshots",
        "--use-strict",
        "--v8-options",
        "--version",
        "--watch");
    values(
        Option.Type.STRING,
        "--diagnostic-dir",
        "--disable-proto",
        "--dns-result-order",
        "--experimental-config-file",
        "--experimental-sea-config",
        "--heapsnapshot-signal",
        "--icu-data-dir",
        "--input-type",
        "--inspect-port",
        "--localstorage-file",
        "--openssl-config",
        "--redirect-warnings",
        "--perf-basic-prof-path",
        "--report-dir",
        "--report-filename",
        "--report-signal",
        "--title",
        "--tls-cipher-list",
        "--tls-keylog",
        "--trace-event-file-pattern",
        "--trace-require-module",
        "--unhandled-rejections",
        "--test-global-setup",
        "--test-isolation",
        "--test-shard",
        "--run");
    values(
        Option.Type.INTEGER,
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
        "--test-name-pattern",
        "--test-reporter",
        "--test-reporter-destination",
        "--test-skip-pattern",
        "--watch-path");
    add(new Option("--eval", Option.Type.STRING, null, false));
    enabledByDefault(
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
    alias("--loader", "--experimental-loader");
    alias("--es-module-specifier-resolution", "--experimental-specifier-resolution");
    alias("--prof-process", "--prof-process");
    alias("--expose_gc", "--expose-gc");
    alias("--expose_internals", "--expose-internals");
  }

  private OptionTable() {}

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
