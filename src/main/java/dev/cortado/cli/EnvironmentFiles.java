package dev.cortado.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of {@code --env-file} say before any JavaScript runs: more options. */
final class EnvironmentFiles {
  private static final Pattern NODE_OPTIONS =
      Pattern.compile(
          "(?m)^\\h*(?:export\\h+)?NODE_OPTIONS\\h*=\\h*"
              + "(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^#\\n\\r]*))");

  private EnvironmentFiles() {}

  /**
   * @param files in the order of the command line; the last one that says something wins
   * @return {@code null} where none does
   */
  static String nodeOptions(List<?> files) {
    String options = null;
    for (Object file : files) {
      Matcher matcher = NODE_OPTIONS.matcher(read(String.valueOf(file)));
      while (matcher.find()) {
        options = value(matcher);
      }
    }
    return options;
  }

  private static String value(Matcher matcher) {
    for (int group = 1; group < matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return matcher.group(matcher.groupCount()).strip();
  }

  /** A file that is missing is reported when the variables are set. */
  private static String read(String file) {
    try {
      return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }
}
