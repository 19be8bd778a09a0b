/** libuv's error numbers. */
package dev.cortado.bindings.uv;
