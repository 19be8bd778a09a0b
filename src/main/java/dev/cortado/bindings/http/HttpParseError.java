package dev.cortado.bindings.http;

/**
 * Why a message was refused.
 *
 * @param code for example {@code HPE_INVALID_METHOD}
 * @param reason one sentence
 * @param bytesParsed how many bytes of the last input were good
 */
record HttpParseError(String code, String reason, int bytesParsed) {}
