'use strict';

const { rate } = require('../measure');

class Tree {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }

  count() {
    return this.left === null ? 1 : 1 + this.left.count() + this.right.count();
  }
}

const grow = (depth) => (depth === 0
  ? new Tree(null, null)
  : new Tree(grow(depth - 1), grow(depth - 1)));

const DEPTH = 15;
rate(1, () => {
  if (grow(DEPTH).count() !== 2 ** (DEPTH + 1) - 1) throw new Error('lost a leaf');
});
