'use strict';

// How objects of the runtime's own classes take part in structured cloning:
// - `[kClone]()` returns `{ data, deserializeInfo: 'internal/file:Class' }`; `data` is cloned
// - `[kTransfer]()` the same, for an object in the transfer list, which it leaves unusable
// - `[kTransferList]()` what must be transferred along with `data`
// - the class named is constructed without arguments, then gets `[kDeserialize](data)`

const kClone = Symbol('messaging_clone_symbol');
const kDeserialize = Symbol('messaging_deserialize_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
const kTransferList = Symbol('messaging_transfer_list_symbol');

const UNTRANSFERABLE = 1;
const UNCLONEABLE = 2;

/** Object → what must not be done with it. */
const marks = new WeakMap();

function mark(object, flag) {
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') {
    marks.set(object, (marks.get(object) ?? 0) | flag);
  }
}

function markAsUntransferable(object) {
  mark(object, UNTRANSFERABLE);
}

function isMarkedAsUntransferable(object) {
  return ((marks.get(object) ?? 0) & UNTRANSFERABLE) !== 0;
}

function markAsUncloneable(object) {
  mark(object, UNCLONEABLE);
}

function isMarkedAsUncloneable(object) {
  return ((marks.get(object) ?? 0) & UNCLONEABLE) !== 0;
}

module.exports = {
  kClone,
  kDeserialize,
  kTransfer,
  kTransferList,
  isMarkedAsUncloneable,
  isMarkedAsUntransferable,
  markAsUncloneable,
  markAsUntransferable,
  get structuredClone() {
    return require('../structured_clone').structuredClone;
  },
};
