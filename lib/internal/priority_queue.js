'use strict';

/**
 * A binary heap. Each item carries its own place in it, `priorityQueuePosition`, so that it can be moved or removed
 * without a search. Places count from 1.
 */
class PriorityQueue {
  /** @param {(a: object, b: object) => boolean} isBefore whether `a` comes out before `b` */
  constructor(isBefore) {
    this.isBefore = isBefore;
    this.heap = [undefined];
  }

  /** The first item, which stays; `undefined` when there is none. */
  peek() {
    return this.heap[1];
  }

  insert(item) {
    this.heap.push(item);
    this.#rise(this.heap.length - 1);
  }

  /** Removes the first item and returns it. */
  shift() {
    const first = this.heap[1];
    if (first !== undefined) this.removeAt(1);
    return first;
  }

  removeAt(position) {
    const last = this.heap.pop();
    if (position === this.heap.length) return;
    this.heap[position] = last;
    last.priorityQueuePosition = position;
    if (position > 1 && this.isBefore(last, this.heap[position >> 1])) this.#rise(position);
    else this.sink(position);
  }

  /** Restores the order after the item at `position` got to come later. */
  sink(position) {
    const { heap, isBefore } = this;
    const item = heap[position];
    for (let child = position * 2; child < heap.length; child = position * 2) {
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], item)) break;
      heap[position] = heap[child];
      heap[position].priorityQueuePosition = position;
      position = child;
    }
    heap[position] = item;
    item.priorityQueuePosition = position;
  }

  #rise(position) {
    const { heap, isBefore } = this;
    const item = heap[position];
    while (position > 1 && isBefore(item, heap[position >> 1])) {
      heap[position] = heap[position >> 1];
      heap[position].priorityQueuePosition = position;
      position >>= 1;
    }
    heap[position] = item;
    item.priorityQueuePosition = position;
  }
}

module.exports = PriorityQueue;
