package dev.cortado.cli;

import dev.cortado.engine.RuntimeOptions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed command line.
 *
 * @param flags every option's value by name
 * @param areDefaults whether no option but {@code -e} and {@code -p} was given
 * @param execArgv the runtime's own options, as given
 * @param argv the script and its arguments; empty where there is no script
 */
public record CommandLine(
    Map<String, Object> flags, boolean areDefaults, List<String> execArgv, List<String> argv) {

  /**
   * Parses a command line as {@code node} does.
   *
   * @param nodeOptions the value of {@code NODE_OPTIONS}, or {@code null}
   * @throws BadOptionException for an option that is not known or lacks its value
   */
  public static CommandLine parse(String[] args, String nodeOptions) throws BadOptionException {
    CommandLine line = parseOnce(args, nodeOptions);
    if (nodeOptions == null) {
      String fromFiles = line.nodeOptionsOfFiles();
      if (fromFiles != null) {
        line = parseOnce(args, fromFiles);
      }
    }
    OptionChecks.check(line);
    return line;
  }

  private static CommandLine parseOnce(String[] args, String nodeOptions)
      throws BadOptionException {
    Parser parser = new Parser();
    if (nodeOptions != null && !nodeOptions.isBlank()) {
      parser.parseNodeOptions(splitNodeOptions(nodeOptions));
    }
    return parser.parse(List.of(args));
  }

  private String nodeOptionsOfFiles() {
    List<Object> files = new ArrayList<>((List<?>) flags.get("--env-file"));
    files.addAll((List<?>) flags.get("--env-file-if-exists"));
    return files.isEmpty() ? null : EnvironmentFiles.nodeOptions(files);
  }

  /** What a runtime is told of this command line. */
  public RuntimeOptions toRuntimeOptions(String execPath) {
    return new RuntimeOptions(
        execPath, execArgv, argv, flags, areDefaults, OptionTable::namesInNodeOptions);
  }

  boolean isSet(String flag) {
    return Boolean.TRUE.equals(flags.get(flag));
  }

  /** Whether Node.js would talk to who sits at the terminal, if there is one. */
  boolean wantsRepl() {
    return argv.isEmpty() && mainScript().equals("eval_stdin");
  }

  /** Which file of {@code lib/internal/main} starts the program. */
  public String mainScript() {
    if (isSet("--help") || isSet("--v8-options")) {
      return "print_help";
    }
    if (!flags.get("--run").equals("")) {
      return "run_package_script";
    }
    if (isSet("--test")) {
      return "test_runner";
    }
    if (flags.get("--eval") != null) {
      return "eval_string";
    }
    boolean fromStdin = argv.isEmpty() || argv.getFirst().equals("-");
    if (isSet("--check")) {
      return "check_syntax";
    }
    if (isSet("--entry-url") && !fromStdin) {
      return "run_entry_url";
    }
    return fromStdin ? "eval_stdin" : "run_main_module";
  }

  /** Splits at blanks; double quotes hold words together and backslashes escape inside them. */
  private static List<String> splitNodeOptions(String text) throws BadOptionException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean started = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        if (++i == text.length()) {
          throw new BadOptionException("invalid value for NODE_OPTIONS (invalid escape)");
        }
        word.append(text.charAt(i));
      } else if (c == '"') {
        quoted = !quoted;
        started = true;
      } else if (c == ' ' && !quoted) {
        if (started) {
          words.add(word.toString());
          word.setLength(0);
          started = false;
        }
      } else {
        word.append(c);
        started = true;
      }
    }
    if (quoted) {
      throw new BadOptionException("invalid value for NODE_OPTIONS (unterminated string)");
    }
    if (started) {
      words.add(word.toString());
    }
    return words;
  }

  private static final class Parser {
    private static final Pattern INTEGER = Pattern.compile("\\s*[-+]?\\d+");

    private final Map<String, Object> flags = new HashMap<>();
    private final List<String> execArgv = new ArrayList<>();
    private boolean areDefaults = true;
    private List<String> words;
    private int next;

    Parser() {
      for (Option option : OptionTable.all()) {
        flags.put(option.name(), option.defaultValue());
      }
    }

    void parseNodeOptions(List<String> options) throws BadOptionException {
      words = options;
      next = 0;
      while (next < words.size()) {
        String word = words.get(next++);
        Option option = OptionTable.find(nameOf(word));
        if (option == null && isNegated(word)) {
          option = OptionTable.find("--" + nameOf(word).substring("--no-".length()));
        }
        if (option == null || !option.inNodeOptions() && !OptionChecks.isRefused(option.name())) {
          throw new BadOptionException(nameOf(word) + " is not allowed in NODE_OPTIONS");
        }
        take(word);
      }
    }

    CommandLine parse(List<String> args) throws BadOptionException {
      words = args;
      next = 0;
      while (next < words.size()) {
        String word = words.get(next);
        if (!word.startsWith("-") || word.equals("-")) {
          break;
        }
        next++;
        execArgv.add(word);
        if (word.equals("--")) {
          execArgv.removeLast();
          break;
        }
        int before = next;
        take(word);
        execArgv.addAll(words.subList(before, next));
      }
      return new CommandLine(
          flags, areDefaults, execArgv, List.copyOf(words.subList(next, words.size())));
    }

    private static String nameOf(String word) {
      int equals = word.indexOf('=');
      return equals < 0 ? word : word.substring(0, equals);
    }

    private static boolean isNegated(String word) {
      return word.startsWith("--no-");
    }

    private void take(String word) throws BadOptionException {
      String name = nameOf(word);
      Option option = OptionTable.find(name);
      if (option == null && isNegated(word)) {
        Option negated = OptionTable.find("--" + name.substring("--no-".length()));
        if (negated != null) {
          negate(negated, name);
          return;
        }
      }
      if (option == null) {
        throw new BadOptionException("bad option: " + word);
      }
      if (option.name().equals("--print")) {
        takePrint(word);
        return;
      }
      areDefaults &= option.name().equals("--eval");
      if (option.type() == Option.Type.BOOLEAN) {
        flags.put(option.name(), true);
        return;
      }
      set(option, valueFor(word));
    }

    private void negate(Option option, String name) throws BadOptionException {
      if (option.type() != Option.Type.BOOLEAN) {
        throw new BadOptionException(
            name + " is an invalid negation because it is not a boolean option");
      }
      areDefaults = false;
      flags.put(option.name(), false);
    }

    /** {@code -p} alone prints what {@code -e} evaluates; with a text it is both at once. */
    private void takePrint(String word) {
      flags.put("--print", true);
      if (word.indexOf('=') >= 0) {
        flags.put("--eval", word.substring(word.indexOf('=') + 1));
      } else if (next < words.size() && flags.get("--eval") == null) {
        flags.put("--eval", words.get(next++));
      }
    }

    private String valueFor(String word) throws BadOptionException {
      int equals = word.indexOf('=');
      if (word.startsWith("--") && equals >= 0) {
        if (equals == word.length() - 1 && !nameOf(word).startsWith("--env-file")) {
          throw new BadOptionException(word + " requires an argument");
        }
        return word.substring(equals + 1);
      }
      if (next >= words.size() || looksLikeOption(words.get(next))) {
        throw new BadOptionException(word + " requires an argument");
      }
      String value = words.get(next++);
      return value.startsWith("\\-") ? value.substring(1) : value;
    }

    private static boolean looksLikeOption(String word) {
      return word.startsWith("-") && word.length() > 1;
    }

    @SuppressWarnings("unchecked")
    private void set(Option option, String value) throws BadOptionException {
      switch (option.type()) {
        case INTEGER -> flags.put(option.name(), parseInteger(value));
        case LIST -> {
          List<Object> values = new ArrayList<>((List<Object>) flags.get(option.name()));
          values.add(value);
          flags.put(option.name(), values);
        }
        default -> flags.put(option.name(), value);
      }
    }

    /** As C's {@code atoi} does: what does not begin with a number is 0. */
    private static int parseInteger(String value) {
      Matcher number = INTEGER.matcher(value);
      if (!number.lookingAt()) {
        return 0;
      }
      long parsed = new BigInteger(number.group().strip()).longValue();
      return (int) Math.clamp(parsed, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  }
}
