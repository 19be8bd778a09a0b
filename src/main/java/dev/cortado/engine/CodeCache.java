package dev.cortado.engine;

/** What keeps translated texts between a program's runs. */
public interface CodeCache {
  /** What a text is compiled as. */
  enum Kind {
    COMMONJS,
    MODULE
  }

  /** One text's place in the cache. */
  interface Entry {
    /** The snapshot that is kept of the text; {@code null} where none is. */
    byte[] code();

    /** Called where the snapshot has served. */
    void accepted();

    /** Called where there was none and the text could be compiled. */
    void compiled();
  }

  /**
   * @param name the file's path or the module's URL
   */
  Entry entry(Kind kind, String name, String text);
}
