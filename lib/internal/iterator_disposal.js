'use strict';

// Explicit resource management for iterators, by the symbol of each method:
// https://tc39.es/proposal-explicit-resource-management/

module.exports = {
  [Symbol.dispose]() {
    this.return?.();
  },
  async [Symbol.asyncDispose]() {
    await this.return?.();
  },
};
