package dev.cortado.bindings.http;

/** Receives what an {@link HttpParser} finds. Callbacks may not feed the same parser. */
interface HttpHandler {
  /** What {@link #onHeadersComplete} answers: the message's body follows as its headers say. */
  int BODY = 0;

  /** The message has no body, whatever its headers say (the answer to HEAD). */
  int NO_BODY = 1;

  /** Another protocol follows. */
  int UPGRADE = 2;

  /** The body follows; a request to change protocols is not heeded. */
  int NO_UPGRADE = 3;

  /** A message's first byte came. */
  void onMessageBegin();

  /**
   * The head is complete; read it from the parser's accessors.
   *
   * @return {@link #BODY}, {@link #NO_BODY}, {@link #UPGRADE} or {@link #NO_UPGRADE}
   */
  int onHeadersComplete();

  /** A piece of the body; the array is only valid during the call. */
  void onBody(byte[] bytes, int offset, int length);

  /** The message ended; trailers, if any, are in {@link HttpParser#takeHeaders()}. */
  void onMessageComplete();
}
