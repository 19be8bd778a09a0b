'use strict';

const { channel } = require('../diagnostics_channel');
const EventEmitter = require('../events');
const {
  AbortError,
  ErrnoException,
  codes: {
    ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK,
  },
} = require('./errors');
const { validateArray, validateObject, validateOneOf, validateString } = require('./validators');
const { convertToValidSignal } = require('./util');
const { Process, NULL_DEVICE, PIPE, spawnSync: spawnSyncNatively } = internalBinding('process_wrap');

const childProcessChannel = channel('child_process');

const EINVAL = -22;
const ESRCH = -3;
const ENOSYS = -38;
// Errors of the attempt that a program may meet at any time are events; the others are exceptions.
const runtimeErrors = new Set([/* EACCES */ -13, /* EAGAIN */ -11, /* EMFILE */ -24, /* ENFILE */ -23, /* ENOENT */ -2]);
const outOfDescriptors = new Set([-24, -23]);

let signalNames;

/** The name of a signal's number. */
function signalName(number) {
  if (signalNames === undefined) {
    signalNames = new Map();
    const { signals } = require('../os').constants;
    for (const name of Object.keys(signals)) {
      if (!signalNames.has(signals[name])) signalNames.set(signals[name], name);
    }
  }
  return signalNames.get(number) ?? `SIG${number}`;
}

function expandStdio(stdio) {
  if (typeof stdio === 'string') {
    switch (stdio) {
      case 'ignore':
      case 'overlapped':
      case 'pipe':
        return [stdio, stdio, stdio];
      case 'inherit':
        return [0, 1, 2];
    }
    throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  if (!Array.isArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  const entries = [...stdio];
  while (entries.length < 3) entries.push(undefined);
  return entries;
}

/** The descriptor behind a stream, a handle or a socket; undefined where there is none. */
function descriptorOf(value) {
  if (typeof value === 'number') return value;
  if (typeof value?.fd === 'number') return value.fd;
  const handle = value?._handle ?? value?.handle ?? value;
  return typeof handle?.fd === 'number' && handle.fd >= 0 ? handle.fd : undefined;
}

function stdioEntry(value, index, sync, state) {
  const entry = value ?? (index < 3 ? 'pipe' : 'ignore');
  if (entry === 'ignore') return { type: 'ignore', fd: NULL_DEVICE };
  if (entry === 'pipe' || entry === 'overlapped' || (typeof entry === 'number' && entry < 0)) {
    return { type: entry === 'overlapped' ? entry : 'pipe', fd: PIPE, readable: index === 0, writable: index !== 0 };
  }
  if (entry === 'ipc') {
    if (sync) throw new ERR_IPC_SYNC_FORK();
    if (state.ipcIndex !== undefined) throw new ERR_IPC_ONE_PIPE();
    state.ipcIndex = index;
    return { type: 'pipe', fd: PIPE, ipc: true };
  }
  if (entry === 'inherit') return { type: 'inherit', fd: index };
  const fd = descriptorOf(entry);
  if (fd !== undefined) return typeof entry === 'number' ? { type: 'fd', fd } : { type: 'wrap', fd, stream: entry };
  if (typeof entry === 'string' || ArrayBuffer.isView(entry)) {
    if (!sync) throw new ERR_INVALID_SYNC_FORK_INPUT(require('./util/inspect').inspect(entry));
    return { type: 'pipe', fd: PIPE, input: entry };
  }
  throw new ERR_INVALID_ARG_VALUE('stdio', entry);
}

/**
 * Makes descriptions of what a child's descriptors are, out of the `stdio` option.
 * @param {string | Array} stdio
 * @param {boolean} sync
 * @returns {{stdio: object[], ipcIndex: number | undefined}}
 */
function getValidStdio(stdio, sync) {
  const state = { ipcIndex: undefined };
  const entries = expandStdio(stdio).map((value, index) => stdioEntry(value, index, sync, state));
  return { stdio: entries, ipcIndex: state.ipcIndex };
}

const kIsUsedAsStdio = Symbol('kIsUsedAsStdio');

/** A stream that a child reads: what comes by it is the child's. */
function leaveToChild(stream) {
  const handle = stream?._handle;
  if (!handle?.readStop || !stream._readableState) return;
  handle.reading = false;
  handle.readStop();
  stream.pause();
  stream.readableFlowing = false;
  stream._readableState.reading = false;
  stream[kIsUsedAsStdio] = true;
}

function createSocket(fd, readable) {
  const { Pipe, constants } = internalBinding('pipe_wrap');
  const handle = new Pipe(constants.SOCKET);
  handle.open(fd);
  const { Socket } = require('../net');
  return new Socket({ handle, readable });
}

/** A running or finished child process. */
class ChildProcess extends EventEmitter {
  constructor() {
    super();
    this._closesNeeded = 1;
    this._closesGot = 0;
    this.connected = false;
    this.signalCode = null;
    this.exitCode = null;
    this.killed = false;
    this.spawnfile = null;
    this._handle = new Process();
    this._handle.onexit = (exitCode, signal) => onExit(this, exitCode, signal === 0 ? null : signalName(signal));
    if (childProcessChannel.hasSubscribers) childProcessChannel.publish({ process: this });
  }

  /** Starts the process that `options`, as `child_process.spawn` makes them, describe. */
  spawn(options) {
    validateObject(options, 'options');
    const { ipcIndex, stdio } = getValidStdio(options.stdio || 'pipe', false);
    const { serialization } = options;
    validateOneOf(serialization, 'options.serialization', [undefined, 'json', 'advanced']);
    const envPairs = checkedStrings(options.envPairs, 'options.envPairs');
    if (ipcIndex !== undefined) {
      envPairs.push(`NODE_CHANNEL_FD=${ipcIndex}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization || 'json'}`);
    }
    validateString(options.file, 'options.file');
    this.spawnfile = options.file;
    this.spawnargs = checkedStrings(options.args, 'options.args');

    const request = {
      file: options.file,
      args: this.spawnargs,
      envPairs,
      cwd: options.cwd == null ? undefined : String(options.cwd),
      detached: !!options.detached,
      uid: options.uid,
      gid: options.gid,
      fds: stdio.map((entry) => entry.fd),
      pipes: undefined,
    };
    const status = this._handle.spawn(request);
    if (status < 0) return this.#spawnFailed(status, stdio);
    process.nextTick(emitSpawn, this);
    this.pid = this._handle.pid;
    this.#connect(stdio, request.pipes);
    if (ipcIndex !== undefined) {
      this._closesNeeded++;
      require('./child_process/ipc').setupChannel(this, request.pipes[ipcIndex], serialization, () => maybeClose(this));
    }
    return status;
  }

  #spawnFailed(status, stdio) {
    if (!runtimeErrors.has(status)) {
      this._handle.close();
      this._handle = null;
      throw new ErrnoException(status, 'spawn');
    }
    process.nextTick(onExit, this, status, null);
    // With no descriptor left there are no streams to wait for either.
    if (outOfDescriptors.has(status)) return status;
    this.#connectNothing(stdio);
    return status;
  }

  #connect(stdio, pipes) {
    const streams = stdio.map((entry, index) => {
      if (entry.type === 'wrap') leaveToChild(entry.stream);
      if (entry.ipc || pipes[index] === NULL_DEVICE) return null;
      return this.#track(createSocket(pipes[index], index > 0));
    });
    this.#expose(streams);
  }

  /** A child that never was has streams all the same, which end at once. */
  #connectNothing(stdio) {
    const { Socket } = require('../net');
    const streams = stdio.map((entry, index) => {
      if (entry.ipc || entry.fd !== PIPE) return null;
      const socket = this.#track(new Socket({ readable: index > 0 }));
      process.nextTick(() => socket.destroy());
      return socket;
    });
    this.#expose(streams);
  }

  #track(socket) {
    this._closesNeeded++;
    socket.on('close', () => maybeClose(this));
    return socket;
  }

  #expose(streams) {
    this.stdin = streams[0] ?? null;
    this.stdout = streams[1] ?? null;
    this.stderr = streams[2] ?? null;
    this.stdio = streams;
  }

  /**
   * Sends a signal.
   * @param {string | number} [signal] default SIGTERM; 0 only tests
   * @returns {boolean} whether it was sent
   */
  kill(signal) {
    const number = signal === 0 ? signal : convertToValidSignal(signal === undefined ? 'SIGTERM' : signal);
    if (this._handle) {
      const status = this._handle.kill(number);
      if (status === 0) {
        if (number !== 0) this.killed = true;
        return true;
      }
      if (status === EINVAL || status === ENOSYS) throw new ErrnoException(status, 'kill');
      if (status !== ESRCH) this.emit('error', new ErrnoException(status, 'kill'));
    }
    return false;
  }

  [Symbol.dispose]() {
    if (!this.killed) this.kill();
  }

  ref() {
    this._handle?.ref();
  }

  unref() {
    this._handle?.unref();
  }
}

function checkedStrings(values, name) {
  if (values === undefined) return [];
  validateArray(values, name);
  return [...values];
}

function emitSpawn(child) {
  child.emit('spawn');
}

function onExit(child, exitCode, signalCode) {
  if (signalCode) child.signalCode = signalCode;
  else child.exitCode = exitCode;
  if (child.stdin) child.stdin.destroy();
  if (child._handle) {
    child._handle.close();
    child._handle = null;
  }
  if (exitCode < 0) {
    const syscall = child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn';
    const error = new ErrnoException(exitCode, syscall);
    if (child.spawnfile) error.path = child.spawnfile;
    error.spawnargs = child.spawnargs.slice(1);
    child.emit('error', error);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  // Output that nobody reads must not keep 'close' from coming.
  process.nextTick(flushStdio, child);
  maybeClose(child);
}

function flushStdio(child) {
  const { stdio } = child;
  if (stdio == null) return;
  for (const stream of stdio) {
    if (!stream || !stream.readable || stream[kIsUsedAsStdio]) continue;
    if (stream.readableFlowing !== null || stream.listenerCount('readable') > 0) continue;
    stream.resume();
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

/**
 * Runs a child to its end.
 * @param {object} options as `child_process.spawnSync` makes them; `stdio` is expanded already
 * @returns {{pid: number, output: Array, stdout: any, stderr: any, status: number | null, signal: string | null}}
 */
function spawnSync(options) {
  const { stdio } = options;
  const result = spawnSyncNatively({
    file: options.file,
    args: options.args,
    envPairs: options.envPairs,
    cwd: options.cwd == null ? undefined : String(options.cwd),
    detached: !!options.detached,
    uid: options.uid,
    gid: options.gid,
    fds: stdio.map((entry) => entry.fd),
    input: stdio.map((entry) => entry.input),
    timeout: options.timeout,
    maxBuffer: options.maxBuffer ?? undefined,
    killSignal: options.killSignal,
  });
  if (result.signal !== null) result.signal = signalName(result.signal);
  if (result.output && options.encoding && options.encoding !== 'buffer') {
    for (let i = 0; i < result.output.length; i++) {
      if (result.output[i]) result.output[i] = result.output[i].toString(options.encoding);
    }
  }
  result.stdout = result.output && result.output[1];
  result.stderr = result.output && result.output[2];
  if (result.error) {
    const { error } = result;
    result.error = new ErrnoException(error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = options.args.slice(1);
  }
  return result;
}

/** Ends a child because its `signal` option was aborted. */
function abortChildProcess(child, killSignal, reason) {
  if (!child) return;
  try {
    if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: reason }));
  } catch (error) {
    child.emit('error', error);
  }
}

module.exports = { ChildProcess, abortChildProcess, getValidStdio, spawnSync };
