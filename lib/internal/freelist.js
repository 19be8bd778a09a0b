'use strict';

/** Objects that are expensive to make, kept between two uses. */
class FreeList {
  #make;

  /** What is kept: the last one to come is the first to go. */
  list = [];

  /**
   * @param {string} name for whoever looks at it in a debugger
   * @param {number} max how many are kept at most
   * @param {() => object} make
   */
  constructor(name, max, make) {
    this.#make = make;
    this.name = name;
    this.max = max;
  }

  /** @returns {object} one of those kept, or a new one */
  alloc() {
    return this.list.pop() ?? this.#make();
  }

  /** @returns {boolean} whether there was room to keep it */
  free(object) {
    const hasRoom = this.list.length < this.max;
    if (hasRoom) this.list.push(object);
    return hasRoom;
  }
}

module.exports = FreeList;
