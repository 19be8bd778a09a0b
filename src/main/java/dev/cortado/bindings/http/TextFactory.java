package dev.cortado.bindings.http;

/** Makes the strings of a message out of its bytes, which are ISO 8859-1. */
interface TextFactory {
  /** A string that is likely to come again: a header's name, a short value. */
  Object common(byte[] bytes, int offset, int length);

  /** A string that is likely to be new: a URL, a long value. */
  Object rare(byte[] bytes, int offset, int length);
}
