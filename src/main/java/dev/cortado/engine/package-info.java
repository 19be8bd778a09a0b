/**
 * GraalJS's keeper: contexts, native functions and classes, values, microtasks, module records and
 * errors. Everything that touches GraalJS's internal classes for more than reading a value lives
 * here.
 */
package dev.cortado.engine;
