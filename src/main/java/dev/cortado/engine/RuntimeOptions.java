package dev.cortado.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How one runtime was started.
 *
 * @param execPath the executable that {@code process.execPath} names
 * @param execArgv the runtime's own options, as given
 * @param argv the program and its arguments
 * @param flags the parsed options by name ({@code --env-file} …), as {@code getOptionValue} gives
 *     them
 * @param areDefaults whether nothing but what to run was said
 * @param nodeOptions the options that the variable {@code NODE_OPTIONS} may hold
 */
public record RuntimeOptions(
    String execPath,
    List<String> execArgv,
    List<String> argv,
    Map<String, Object> flags,
    boolean areDefaults,
    Supplier<List<String>> nodeOptions) {}
