package dev.cortado.engine;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;

/**
 * Whoever follows asynchronous resources by their ids. There is none until a program asks for ids
 * or hooks.
 */
public interface AsyncTracker {
  /**
   * A resource was made.
   *
   * @param type the runtime's name for it
   * @param resource null: one is made
   * @param trigger the resource that caused it; null: the one that runs
   * @return the resource
   */
  JSDynamicObject init(String type, JSDynamicObject resource, JSDynamicObject trigger);

  /** What is made from now on counts as made by this resource (null: by the one that runs). */
  void setDefaultTrigger(JSDynamicObject resource);

  /** A callback of a resource (null: one made before anybody asked) is about to run. */
  void enter(JSDynamicObject resource);

  /** The counterpart of {@link #enter}. */
  void exit(JSDynamicObject resource);

  /** No callback of it will run any more. */
  void destroy(JSDynamicObject resource);

  /** The id of a resource, given to it now if it has none. */
  Object asyncId(JSDynamicObject resource);
}
