/**
 * Files as GraalJS has parsed and translated them, kept on disk, so that a start neither parses
 * them nor makes nodes for functions that it does not call: those of the library, and those of
 * programs that have a compile cache.
 *
 * <p>GraalJS can read such snapshots ({@code JSNodeDecoder}); what writes them is not part of its
 * distribution. Here a node factory that notes its calls ({@link RecordingFactory}, {@link
 * Recording}) serves the translator once, at build time or when a program ends; {@link
 * FunctionEncoder} writes down the calls that made each function's nodes; {@link TreeComparison}
 * reads the result back and compares every node before a file is kept.
 */
package dev.cortado.engine.snapshot;
