'use strict';

const CHUNK = 1024; // a power of two, so that positions wrap by masking
const MASK = CHUNK - 1;

/** One ring of CHUNK - 1 places at most; the queue chains rings when one is full. */
class Ring {
  constructor() {
    this.head = 0;
    this.tail = 0;
    this.items = new Array(CHUNK);
    this.next = null;
  }
}

/**
 * A first-in first-out queue whose pushes and shifts neither move items nor grow an array: an unbounded list of
 * fixed rings, of which there is usually one.
 */
class FixedQueue {
  constructor() {
    this.newest = this.oldest = new Ring();
  }

  isEmpty() {
    return this.oldest.head === this.oldest.tail;
  }

  push(item) {
    let ring = this.newest;
    if (((ring.tail + 1) & MASK) === ring.head) ring = this.newest = ring.next = new Ring();
    ring.items[ring.tail] = item;
    ring.tail = (ring.tail + 1) & MASK;
  }

  /** @returns the oldest item, or `null` when there is none */
  shift() {
    let ring = this.oldest;
    if (ring.head === ring.tail) return null;
    const item = ring.items[ring.head];
    ring.items[ring.head] = undefined;
    ring.head = (ring.head + 1) & MASK;
    if (ring.head === ring.tail && ring.next !== null) {
      ring = this.oldest = ring.next;
    }
    return item;
  }
}

module.exports = FixedQueue;
