/**
 * Tests of whole programs: each runs as its own process, through the launcher that users start it
 * with. {@code -Dcortado.test.runtime=node} runs the same programs on another runtime.
 */
package dev.cortado.programs;
