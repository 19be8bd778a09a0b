'use strict';

// The primary's view of a cluster without workers: starting them needs passing of handles, which is not there yet.

const EventEmitter = require('./events');
const { codes } = require('./internal/errors');
const { validateObject } = require('./internal/validators');

const SCHED_NONE = 1;
const SCHED_RR = 2;

const cluster = new EventEmitter();

/** A worker process; only made by `fork`. */
class Worker extends EventEmitter {
  constructor(options) {
    super();
    validateObject(options ?? {}, 'options');
    this.exitedAfterDisconnect = undefined;
    this.state = options?.state || 'none';
    this.id = options?.id | 0;
    if (options?.process) this.process = options.process;
  }
}

module.exports = Object.assign(cluster, {
  isWorker: false,
  isMaster: true,
  isPrimary: true,
  Worker,
  workers: {},
  settings: {},
  SCHED_NONE,
  SCHED_RR,
  schedulingPolicy: SCHED_RR,
  setupPrimary,
  setupMaster: setupPrimary,
  fork,
  disconnect,
});

function setupPrimary(options) {
  cluster.settings = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...options,
  };
  process.nextTick(() => cluster.emit('setup', cluster.settings));
}

function fork() {
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('cluster.fork');
}

function disconnect(callback) {
  if (callback) process.nextTick(callback);
}
