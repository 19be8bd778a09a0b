/** Child processes: what {@code lib/internal/child_process} asks for. */
package dev.cortado.bindings.child;
