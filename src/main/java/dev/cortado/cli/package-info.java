/** The command line: options, {@code NODE_OPTIONS}, exit codes. */
package dev.cortado.cli;
