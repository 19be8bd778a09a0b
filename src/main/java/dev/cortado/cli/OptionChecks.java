package dev.cortado.cli;

import java.util.List;
import java.util.Set;

/** What options may be worth, and which ones can't stand together. */
final class OptionChecks {
  private static final int MISSING_OPTION = 1;
  private static final int INVALID_COMMAND_LINE = 12;

  private static final List<String> NEED_PERMISSION =
      List.of(
          "--allow-fs-read",
          "--allow-fs-write",
          "--allow-addons",
          "--allow-child-process",
          "--allow-wasi",
          "--allow-worker");

  /** What Node.js does with these can't be had here, and a program must not believe that it can. */
  private static final List<String> NOT_SUPPORTED =
      List.of(
          "--permission",
          "--experimental-permission",
          "--enable-fips",
          "--force-fips",
          "--experimental-test-coverage",
          "--watch",
          "--build-snapshot",
          "--prof-process");

  private OptionChecks() {}

  static void check(CommandLine line) throws BadOptionException {
    exclude(line, "--check", "--eval");
    exclude(line, "--watch", "--check");
    exclude(line, "--watch", "--eval");
    exclude(line, "--test", "--check");
    exclude(line, "--test", "--eval");
    exclude(line, "--use-openssl-ca", "--use-bundled-ca");
    if (!line.isSet("--permission") && !line.isSet("--experimental-permission")) {
      for (String flag : NEED_PERMISSION) {
        if (line.isSet(flag) || line.flags().get(flag) instanceof List<?> list && !list.isEmpty()) {
          throw new BadOptionException("--permission is required", MISSING_OPTION);
        }
      }
    }
    for (String flag : NOT_SUPPORTED) {
      if (line.isSet(flag)) {
        throw new BadOptionException(flag + " is not supported");
      }
    }
    oneOf(
        line, "--unhandled-rejections", "warn-with-error-code", "throw", "strict", "warn", "none");
    oneOf(line, "--test-isolation", "none", "process");
    String inputType = (String) line.flags().get("--input-type");
    if (!Set.of("", "module", "commonjs", "module-typescript", "commonjs-typescript")
        .contains(inputType)) {
      throw new BadOptionException(
          "--input-type must be \"module\",\"commonjs\", \"module-typescript\" or"
              + " \"commonjs-typescript\"");
    }
    if ((int) line.flags().get("--heapsnapshot-near-heap-limit") < 0) {
      throw new BadOptionException("--heapsnapshot-near-heap-limit must not be negative");
    }
    if (!Set.of("", "delete", "throw").contains(line.flags().get("--disable-proto"))) {
      throw new BadOptionException("invalid mode passed to --disable-proto", INVALID_COMMAND_LINE);
    }
    if (line.flags().get("--security-revert") instanceof List<?> reverts && !reverts.isEmpty()) {
      throw new BadOptionException(
          "Error: Attempt to revert an unknown CVE [" + reverts.getFirst() + "]",
          INVALID_COMMAND_LINE);
    }
  }

  private static void exclude(CommandLine line, String one, String other)
      throws BadOptionException {
    if (line.isSet(one) && (line.isSet(other) || line.flags().get(other) instanceof String)) {
      throw new BadOptionException("either " + one + " or " + other + " can be used, not both");
    }
  }

  private static void oneOf(CommandLine line, String name, String... values)
      throws BadOptionException {
    Object value = line.flags().get(name);
    if (!value.equals("") && !List.of(values).contains(value)) {
      throw new BadOptionException("invalid value for " + name);
    }
  }
}
