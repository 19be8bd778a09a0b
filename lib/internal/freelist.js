'use strict';

/** Keeps up to `max` objects for reuse. */
class FreeList {
  /**
   * @param {string} name
   * @param {number} max
   * @param {Function} ctor makes a new object when none is kept
   */
  constructor(name, max, ctor) {
    this.name = name;
    this.ctor = ctor;
    this.max = max;
    this.list = [];
  }

  /** A kept object, or a new one made with the given arguments. */
  alloc(...args) {
    return this.list.length > 0 ? this.list.pop() : this.ctor(...args);
  }

  /** Keeps `obj` for later. Returns false when the list is full. */
  free(obj) {
    if (this.list.length >= this.max) return false;
    this.list.push(obj);
    return true;
  }
}

module.exports = FreeList;
