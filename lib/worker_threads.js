'use strict';

const { codes } = require('./internal/errors');
const transferable = require('./internal/worker/js_transferable');

/** Values for `getEnvironmentData`, which workers inherit. */
const environmentData = new Map();

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

function getEnvironmentData(key) {
  return environmentData.get(key);
}

/** A thread of its own with JavaScript in it: not there yet. */
class Worker {
  constructor() {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('worker_threads.Worker');
  }
}

function moveMessagePortToContext(port, contextifiedSandbox) {
  return require('./internal/worker/message_port').moveMessagePortToContext(port, contextifiedSandbox);
}

async function postMessageToThread() {
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('worker_threads.postMessageToThread');
}

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  get MessagePort() {
    return require('./internal/worker/message_port').MessagePort;
  },
  get MessageChannel() {
    return require('./internal/worker/message_port').MessageChannel;
  },
  markAsUncloneable: transferable.markAsUncloneable,
  markAsUntransferable: transferable.markAsUntransferable,
  isMarkedAsUntransferable: transferable.isMarkedAsUntransferable,
  moveMessagePortToContext,
  get receiveMessageOnPort() {
    return require('./internal/worker/message_port').receiveMessageOnPort;
  },
  resourceLimits: {},
  postMessageToThread,
  threadId: 0,
  threadName: '',
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  get locks() {
    return require('./internal/locks').locks;
  },
  workerData: null,
  get BroadcastChannel() {
    return require('./internal/worker/broadcast_channel').BroadcastChannel;
  },
  setEnvironmentData,
  getEnvironmentData,
};
