/**
 * Cryptography on the JDK's providers, and on Bouncy Castle's own classes for what they lack; no
 * provider is installed.
 */
package dev.cortado.bindings.crypto;
