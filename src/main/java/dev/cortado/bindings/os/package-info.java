/** The machine: processors, memory, network interfaces, users. */
package dev.cortado.bindings.os;
