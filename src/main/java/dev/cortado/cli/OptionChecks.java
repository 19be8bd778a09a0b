package dev.cortado.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What options may be worth, and which ones can't stand together. */
final class OptionChecks {
  private static final int MISSING_OPTION = 1;
  private static final int INVALID_COMMAND_LINE = 12;
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;
  private static final int LAST_PORT = 65535;

  private static final List<String> NEED_PERMISSION =
      List.of(
          "--allow-fs-read",
          "--allow-fs-write",
          "--allow-addons",
          "--allow-child-process",
          "--allow-inspector",
          "--allow-wasi",
          "--allow-worker");

  /** What Node.js does with these can't be had here, and a program must not believe that it can. */
  private static final Set<String> NOT_SUPPORTED =
      Set.of(
          "--build-snapshot",
          "--build-snapshot-config",
          "--completion-bash",
          "--cpu-prof",
          "--enable-fips",
          "--experimental-config-file",
          "--experimental-default-config-file",
          "--experimental-permission",
          "--experimental-sea-config",
          "--experimental-shadow-realm",
          "--experimental-test-coverage",
          "--experimental-webstorage",
          "--force-fips",
          "--harmony-shadow-realm",
          "--heap-prof",
          "--heapsnapshot-near-heap-limit",
          "--heapsnapshot-signal",
          "--icu-data-dir",
          "--inspect",
          "--inspect-brk",
          "--inspect-wait",
          "--interactive",
          "--localstorage-file",
          "--openssl-config",
          "--perf-basic-prof",
          "--perf-basic-prof-only-functions",
          "--perf-prof",
          "--permission",
          "--prof",
          "--prof-process",
          "--secure-heap",
          "--snapshot-blob",
          "--trace-env",
          "--trace-env-js-stack",
          "--trace-env-native-stack",
          "--trace-event-categories",
          "--trace-events-enabled",
          "--trace-promises",
          "--trace-require-module",
          "--trace-sync-io",
          "--use-env-proxy",
          "--use-strict",
          "--watch",
          "--watch-path");

  private final Map<String, Object> flags;

  private OptionChecks(Map<String, Object> flags) {
    this.flags = flags;
  }

  /**
   * Throws for the first thing that is wrong.
   *
   * @throws BadOptionException in Node.js's words where it has some
   */
  static void check(CommandLine line) throws BadOptionException {
    OptionChecks checks = new OptionChecks(line.flags());
    checks.together();
    checks.values();
    checks.supported();
  }

  /** Whether an option is refused by name, so that nothing else need be said of it. */
  static boolean isRefused(String name) {
    return NOT_SUPPORTED.contains(name);
  }

  private void together() throws BadOptionException {
    exclude("--check", "--eval");
    exclude("--watch", "--check");
    exclude("--watch", "--eval");
    exclude("--test", "--check");
    exclude("--test", "--eval");
    exclude("--use-openssl-ca", "--use-bundled-ca");
    exclude("--tls-min-v1.3", "--tls-max-v1.2");
    if (isSet("--permission") || isSet("--experimental-permission")) {
      return;
    }
    for (String flag : NEED_PERMISSION) {
      if (isGiven(flag)) {
        throw new BadOptionException("--permission is required", MISSING_OPTION);
      }
    }
  }

  private void values() throws BadOptionException {
    oneOf("--unhandled-rejections", "warn-with-error-code", "throw", "strict", "warn", "none");
    oneOf("--trace-require-module", "all", "no-node-modules");
    oneOf("--use-largepages", "off", "on", "silent");
    String inputType = (String) flags.get("--input-type");
    if (!Set.of("", "module", "commonjs", "module-typescript", "commonjs-typescript")
        .contains(inputType)) {
      throw new BadOptionException(
          "--input-type must be \"module\",\"commonjs\", \"module-typescript\" or"
              + " \"commonjs-typescript\"");
    }
    if ((int) flags.get("--heapsnapshot-near-heap-limit") < 0) {
      throw new BadOptionException("--heapsnapshot-near-heap-limit must not be negative");
    }
    if (!Set.of("", "delete", "throw").contains(flags.get("--disable-proto"))) {
      throw new BadOptionException("invalid mode passed to --disable-proto", INVALID_COMMAND_LINE);
    }
    if (flags.get("--security-revert") instanceof List<?> reverts && !reverts.isEmpty()) {
      throw new BadOptionException(
          "Error: Attempt to revert an unknown CVE [" + reverts.getFirst() + "]",
          INVALID_COMMAND_LINE);
    }
    oneOf("--test-isolation", "none", "process");
    inspectPort();
    heapPercentage();
  }

  /** {@code [host:]port}; what is no number leaves the default. */
  private void inspectPort() throws BadOptionException {
    String value = (String) flags.get("--inspect-port");
    String port = value.substring(value.lastIndexOf(':') + 1);
    if (!port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = port.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(port);
      if (number != 0 && number < FIRST_UNPRIVILEGED_PORT || number > LAST_PORT) {
        throw new BadOptionException("must be 0 or in range 1024 to 65535.");
      }
    }
  }

  private void heapPercentage() throws BadOptionException {
    String value = (String) flags.get("--max-old-space-size-percentage");
    if (!value.isEmpty() && JvmLimits.percentage(value) <= 0) {
      throw new BadOptionException(
          "--max-old-space-size-percentage must be greater than 0 and up to 100. Got: " + value);
    }
  }

  private void supported() throws BadOptionException {
    for (String flag : NOT_SUPPORTED) {
      if (isGiven(flag)) {
        throw new BadOptionException(flag + " is not supported");
      }
    }
  }

  private boolean isSet(String flag) {
    return Boolean.TRUE.equals(flags.get(flag));
  }

  /** Whether an option that has no default is there, whatever its kind. */
  private boolean isGiven(String flag) {
    Object value = flags.get(flag);
    return Boolean.TRUE.equals(value)
        || value instanceof String text && !text.isEmpty()
        || value instanceof Integer number && number != 0
        || value instanceof List<?> list && !list.isEmpty();
  }

  private void exclude(String one, String other) throws BadOptionException {
    if (isSet(one) && (isSet(other) || flags.get(other) instanceof String)) {
      throw new BadOptionException("either " + one + " or " + other + " can be used, not both");
    }
  }

  private void oneOf(String name, String... values) throws BadOptionException {
    Object value = flags.get(name);
    if (!value.equals("") && !List.of(values).contains(value)) {
      throw new BadOptionException("invalid value for " + name);
    }
  }
}
