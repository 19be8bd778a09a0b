package dev.cortado.cli;

/**
 * One option of the command line.
 *
 * @param name with its dashes
 * @param type what follows the name
 * @param defaultValue what {@code getOptionValue} gives where it is not set
 * @param inNodeOptions whether {@code NODE_OPTIONS} may hold it
 */
record Option(String name, Type type, Object defaultValue, boolean inNodeOptions) {
  enum Type {
    BOOLEAN,
    INTEGER,
    STRING,
    LIST,
  }
}
