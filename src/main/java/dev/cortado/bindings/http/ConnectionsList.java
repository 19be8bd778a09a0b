package dev.cortado.bindings.http;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.ArrayList;
import java.util.function.Predicate;

/** The parsers of a server's connections, to find those that are idle or take too long. */
final class ConnectionsList {
  private final ArrayList<ParserHandle> parsers = new ArrayList<>();

  void add(ParserHandle parser) {
    parser.listIndex = parsers.size();
    parsers.add(parser);
  }

  /** The last one takes the place of the one removed. */
  void remove(ParserHandle parser) {
    int index = parser.listIndex;
    if (index < 0) {
      return;
    }
    ParserHandle last = parsers.removeLast();
    if (last != parser) {
      parsers.set(index, last);
      last.listIndex = index;
    }
    parser.listIndex = -1;
  }

  JSDynamicObject[] all() {
    return select(_ -> true);
  }

  /** Those between two messages. */
  JSDynamicObject[] idle() {
    return select(parser -> !parser.isReceiving());
  }

  /** Those within a message, or before the first one. */
  JSDynamicObject[] active() {
    return select(ParserHandle::isReceiving);
  }

  /**
   * Those whose message is late; each is told only once.
   *
   * @param now the loop's time, ms
   * @param headersTimeout how long a head may take, ms; 0 for ever
   * @param requestTimeout how long a whole message may take, ms; 0 for ever
   */
  JSDynamicObject[] expired(long now, long headersTimeout, long requestTimeout) {
    return select(parser -> parser.expire(now, headersTimeout, requestTimeout));
  }

  private JSDynamicObject[] select(Predicate<ParserHandle> which) {
    return parsers.stream().filter(which).map(ParserHandle::object).toArray(JSDynamicObject[]::new);
  }
}
