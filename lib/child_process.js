'use strict';

const {
  codes: {
    ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_CHILD_PROCESS_STDIO_MAXBUFFER, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
  },
  genericNodeError,
} = require('./internal/errors');
const {
  validateAbortSignal, validateArray, validateBoolean, validateFunction, validateObject, validateString,
} = require('./internal/validators');
const { convertToValidSignal } = require('./internal/util');
const { ChildProcess, abortChildProcess, getValidStdio, spawnSync: runSync } = require('./internal/child_process');

const MAX_BUFFER = 1024 * 1024;
const SHELL = '/bin/sh';

let warnedAboutShell = false;

function checkNoNull(value, name) {
  if (typeof value === 'string' && value.includes('\u0000')) {
    throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
  }
}

function checkId(value, name) {
  if (value != null && !(typeof value === 'number' && value === (value | 0))) {
    throw new ERR_INVALID_ARG_TYPE(name, 'int32', value);
  }
}

/** Options that need a check by themselves; all may be left out. */
const optionChecks = {
  __proto__: null,
  detached: validateBoolean,
  uid: checkId,
  gid: checkId,
  shell(shell, name) {
    if (typeof shell === 'string' || typeof shell === 'boolean') return;
    throw new ERR_INVALID_ARG_TYPE(name, ['boolean', 'string'], shell);
  },
  argv0(argv0, name) {
    validateString(argv0, name);
    checkNoNull(argv0, name);
  },
  windowsHide: validateBoolean,
  windowsVerbatimArguments: validateBoolean,
};

function checkOptions(options) {
  for (const name in optionChecks) {
    const value = options[name];
    if (value !== undefined && value !== null) optionChecks[name](value, `options.${name}`);
  }
}

function validDirectory(cwd) {
  if (cwd == null) return undefined;
  const { getValidatedPath } = require('./internal/fs/utils');
  return getValidatedPath(cwd, 'options.cwd');
}

/** The command for the shell, which gets it as one string. */
function shellCommand(file, args, options) {
  if (options.shell && typeof options.shell === 'string') checkNoNull(options.shell, 'options.shell');
  if (args.length === 0) return file;
  if (!warnedAboutShell) {
    warnedAboutShell = true;
    process.emitWarning(
      'Passing args to a child process with shell option true can lead to security vulnerabilities, ' +
        'as the arguments are not escaped, only concatenated.',
      'DeprecationWarning',
      'DEP0190');
  }
  return `${file} ${args.join(' ')}`;
}

function environmentPairs(env) {
  const pairs = [];
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    checkNoNull(key, `options.env['${key}']`);
    checkNoNull(`${value}`, `options.env['${key}']`);
    pairs.push(`${key}=${value}`);
  }
  return pairs;
}

/** Checks what `spawn` and its kin were given and fills in what was left out. */
function normalizeSpawnArguments(file, args, options) {
  validateString(file, 'file');
  checkNoNull(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');

  let list = args;
  let given = options;
  if (Array.isArray(args)) {
    list = args.slice();
  } else if (args == null) {
    list = [];
  } else if (typeof args !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    given = args;
    list = [];
  }
  list.forEach((arg, index) => checkNoNull(arg, `args[${index}]`));
  if (given !== undefined) validateObject(given, 'options');
  // Only the caller's own options count, whatever Object.prototype has.
  given = { __proto__: null, ...given };
  checkOptions(given);

  let program = file;
  if (given.shell) {
    const command = shellCommand(file, list, given);
    program = typeof given.shell === 'string' ? given.shell : SHELL;
    list = ['-c', command];
  }
  list.unshift(typeof given.argv0 === 'string' ? given.argv0 : program);
  const envPairs = environmentPairs(given.env || process.env);
  // Our launcher is a script, which does not get to see by what name it was started.
  if (program === process.execPath) envPairs.push(`CORTADO_ARGV0=${list[0]}`);
  return {
    __proto__: null,
    ...given,
    args: list,
    cwd: validDirectory(given.cwd),
    detached: !!given.detached,
    envPairs,
    file: program,
    windowsHide: !!given.windowsHide,
    windowsVerbatimArguments: !!given.windowsVerbatimArguments,
  };
}

/** Checks an option that may be left out. */
function checkLimit(value, name, isValid, range) {
  if (value === undefined || value === null || isValid(value)) return;
  throw new ERR_OUT_OF_RANGE(name, range, value);
}

function validateTimeout(timeout) {
  checkLimit(timeout, 'timeout', (ms) => Number.isInteger(ms) && ms >= 0, 'an unsigned integer');
}

function validateMaxBuffer(maxBuffer) {
  checkLimit(maxBuffer, 'options.maxBuffer', (bytes) => typeof bytes === 'number' && bytes >= 0, 'a positive number');
}

/** A signal by its name or number; undefined for none. */
function sanitizeKillSignal(killSignal) {
  switch (typeof killSignal) {
    case 'string':
    case 'number':
      return convertToValidSignal(killSignal);
    default:
      if (killSignal === undefined || killSignal === null) return undefined;
      throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], killSignal);
  }
}

function killAfter(child, timeout, killSignal) {
  let timer = setTimeout(() => {
    timer = null;
    try {
      child.kill(killSignal);
    } catch (error) {
      child.emit('error', error);
    }
  }, timeout);
  child.once('exit', () => {
    if (timer !== null) clearTimeout(timer);
  });
}

function killOnAbort(child, signal, killSignal) {
  const onAbort = () => abortChildProcess(child, killSignal, signal.reason);
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  const { addAbortListener } = require('./internal/events/abort_listener');
  const disposable = addAbortListener(signal, onAbort);
  child.once('exit', disposable[Symbol.dispose]);
}

/**
 * Starts a process.
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options] `cwd`, `env`, `argv0`, `stdio`, `detached`, `uid`, `gid`, `serialization`, `shell`,
 *   `signal`, `timeout`, `killSignal`
 * @returns {ChildProcess}
 */
function spawn(file, args, options) {
  const normal = normalizeSpawnArguments(file, args, options);
  validateTimeout(normal.timeout);
  validateAbortSignal(normal.signal, 'options.signal');
  const killSignal = sanitizeKillSignal(normal.killSignal);
  const child = new ChildProcess();
  child.spawn(normal);
  if (normal.timeout > 0) killAfter(child, normal.timeout, killSignal);
  if (normal.signal) killOnAbort(child, normal.signal, killSignal);
  return child;
}

function normalizeExecArgs(command, options, callback) {
  validateString(command, 'command');
  checkNoNull(command, 'command');
  let given = options;
  let done = callback;
  if (typeof options === 'function') {
    done = options;
    given = undefined;
  }
  const shell = typeof given?.shell === 'string' ? given.shell : true;
  return { file: command, options: { ...given, shell }, callback: done };
}

/**
 * Runs a command in a shell and collects its output.
 * @param {string} command
 * @param {object} [options]
 * @param {(error: Error | null, stdout: string, stderr: string) => void} [callback]
 * @returns {ChildProcess}
 */
function exec(command, options, callback) {
  const normal = normalizeExecArgs(command, options, callback);
  return execFile(normal.file, normal.options, normal.callback);
}

function normalizeExecFileArgs(file, ...rest) {
  let args = [];
  let options;
  let callback;
  let i = 0;
  if (Array.isArray(rest[i])) args = rest[i++];
  else if (rest[i] != null && typeof rest[i] !== 'object' && typeof rest[i] !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('args', 'object', rest[i]);
  } else if (rest[i] == null) i++;
  if (rest[i] != null && typeof rest[i] === 'object') {
    validateObject(rest[i], 'options');
    options = rest[i++];
  } else if (rest[i] == null) i++;
  if (rest[i] !== undefined && rest[i] !== null) {
    validateFunction(rest[i], 'callback');
    callback = rest[i];
  }
  return { file, args, options: options ?? {}, callback };
}

/** Collects what a stream of a child gives, up to a limit. */
class Collector {
  constructor(stream, name, encoding, maxBuffer, onTooMuch) {
    this.stream = stream;
    this.chunks = [];
    this.length = 0;
    this.asText = encoding !== 'buffer' && Buffer.isEncoding(encoding);
    this.encoding = encoding;
    if (this.asText) stream.setEncoding(encoding);
    stream.on('data', (chunk) => {
      const room = maxBuffer - this.length;
      const size = typeof chunk === 'string' ? Buffer.byteLength(chunk, stream.readableEncoding) : chunk.length;
      this.length += size;
      if (size <= room) {
        this.chunks.push(chunk);
        return;
      }
      this.chunks.push(chunk.slice(0, room));
      onTooMuch(new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name));
    });
  }

  result() {
    // The program may have set an encoding of its own.
    return this.asText || this.stream.readableEncoding ? this.chunks.join('') : Buffer.concat(this.chunks);
  }
}

/** One `execFile` under way. */
class Execution {
  constructor(child, options, file, args, callback) {
    this.child = child;
    this.options = options;
    this.command = args.length === 0 ? file : `${file} ${args.join(' ')}`;
    this.callback = callback;
    this.error = null;
    this.killed = false;
    this.exited = false;
    this.timer = null;
    const collect = (stream, name) => stream && new Collector(
      stream, name, options.encoding, options.maxBuffer, (error) => {
        this.error ??= error;
        this.kill();
      });
    this.stdout = collect(child.stdout, 'stdout');
    this.stderr = collect(child.stderr, 'stderr');
    if (options.timeout > 0) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.kill();
      }, options.timeout);
    }
    child.addListener('close', (code, signal) => this.finish(code, signal));
    child.addListener('error', (error) => this.fail(error));
  }

  kill() {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.killed = true;
    try {
      this.child.kill(this.options.killSignal);
    } catch (error) {
      this.error ??= error;
      this.finish();
    }
  }

  fail(error) {
    this.error = error;
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.finish();
  }

  finish(code = 0, signal = null) {
    if (this.exited) return;
    this.exited = true;
    if (this.timer !== null) clearTimeout(this.timer);
    if (!this.callback) return;
    const stdout = this.stdout ? this.stdout.result() : '';
    const stderr = this.stderr ? this.stderr.result() : '';
    if (!this.error && code === 0 && signal === null) {
      this.callback(null, stdout, stderr);
      return;
    }
    this.error ??= this.describe(code, signal, stderr);
    this.error.cmd = this.command;
    this.callback(this.error, stdout, stderr);
  }

  describe(code, signal, stderr) {
    return genericNodeError(`Command failed: ${this.command}\n${stderr}`, {
      code: code < 0 ? require('./util').getSystemErrorName(code) : code,
      killed: this.child.killed || this.killed,
      signal,
    });
  }
}

/**
 * Runs a program and collects its output.
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options] those of `spawn`, and `encoding`, `maxBuffer` (bytes of each stream)
 * @param {(error: Error | null, stdout: string | Buffer, stderr: string | Buffer) => void} [callback]
 * @returns {ChildProcess}
 */
function execFile(file, args, options, callback) {
  const normal = normalizeExecFileArgs(file, args, options, callback);
  // Only the caller's own options count, whatever Object.prototype has.
  const settings = {
    __proto__: null,
    encoding: 'utf8',
    timeout: 0,
    maxBuffer: MAX_BUFFER,
    killSignal: 'SIGTERM',
    cwd: null,
    env: null,
    shell: false,
    ...normal.options,
  };
  validateTimeout(settings.timeout);
  validateMaxBuffer(settings.maxBuffer);
  checkNoNull(settings.argv0, 'options.argv0');
  settings.killSignal = sanitizeKillSignal(settings.killSignal);
  const child = spawn(file, normal.args, {
    cwd: settings.cwd,
    env: settings.env,
    gid: settings.gid,
    shell: settings.shell,
    signal: settings.signal,
    uid: settings.uid,
    windowsHide: !!settings.windowsHide,
    windowsVerbatimArguments: !!settings.windowsVerbatimArguments,
  });
  new Execution(child, settings, file, normal.args, normal.callback);
  return child;
}

/** Settles a promise with what a program wrote. */
function settle(resolve, reject) {
  return (error, stdout, stderr) => {
    if (error === null) resolve({ stdout, stderr });
    else reject(Object.assign(error, { stdout, stderr }));
  };
}

/** What `util.promisify` makes of `exec` and `execFile`: a function of the same name. */
function promisified(original) {
  const { name } = original;
  return {
    [name]: (...args) => {
      const { promise, resolve, reject } = Promise.withResolvers();
      promise.child = original(...args, settle(resolve, reject));
      return promise;
    },
  }[name];
}

for (const fn of [exec, execFile]) {
  Object.defineProperty(fn, Symbol.for('nodejs.util.promisify.custom'), {
    __proto__: null, enumerable: false, value: promisified(fn),
  });
}

/**
 * Runs a JavaScript file in a process of its own, with a channel for messages.
 * @param {string | URL} modulePath
 * @param {string[]} [args]
 * @param {object} [options] those of `spawn`, and `execPath`, `execArgv`, `silent`
 * @returns {ChildProcess}
 */
function fork(modulePath, args = [], options) {
  const { getValidatedPath } = require('./internal/fs/utils');
  const file = getValidatedPath(modulePath, 'modulePath');
  let list = args;
  let given = options;
  if (args == null) list = [];
  else if (typeof args === 'object' && !Array.isArray(args)) {
    given = args;
    list = [];
  } else {
    validateArray(args, 'args');
  }
  if (given != null) validateObject(given, 'options');
  const settings = { __proto__: null, ...given, shell: false };
  settings.execPath ||= process.execPath;
  checkNoNull(settings.execPath, 'options.execPath');
  const execArgv = settings.execArgv || process.execArgv;
  validateArray(execArgv, 'options.execArgv');
  if (typeof settings.stdio === 'string') {
    settings.stdio = [...getStringStdio(settings.stdio), 'ipc'];
  } else if (!Array.isArray(settings.stdio)) {
    settings.stdio = [...getStringStdio(settings.silent ? 'pipe' : 'inherit'), 'ipc'];
  } else if (!settings.stdio.includes('ipc')) {
    throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  }
  return spawn(settings.execPath, [...withoutEval(execArgv), file, ...list], settings);
}

function getStringStdio(stdio) {
  if (!['ignore', 'inherit', 'overlapped', 'pipe'].includes(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  return [stdio, stdio, stdio];
}

// A program given by `-e` is not the one that is forked.
function withoutEval(execArgv) {
  const index = execArgv.lastIndexOf(process._eval ?? null);
  return index > 0 ? execArgv.toSpliced(index - 1, 2) : [...execArgv];
}

function inputBuffer(input, encoding, name) {
  if (input == null || typeof input === 'object' && ArrayBuffer.isView(input)) return input ?? undefined;
  if (typeof input === 'string') return Buffer.from(input, encoding === 'buffer' ? undefined : encoding);
  throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

/**
 * Runs a program to its end.
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options] those of `spawn`, and `input`, `encoding`, `maxBuffer`
 * @returns {{pid: number, output: Array, stdout: any, stderr: any, status: number | null, signal: string | null,
 *   error?: Error}}
 */
function spawnSync(file, args, options) {
  const normal = { __proto__: null, maxBuffer: MAX_BUFFER, ...normalizeSpawnArguments(file, args, options) };
  validateTimeout(normal.timeout);
  validateMaxBuffer(normal.maxBuffer);
  normal.killSignal = sanitizeKillSignal(normal.killSignal);
  normal.stdio = getValidStdio(normal.stdio || 'pipe', true).stdio;
  if (normal.input) normal.stdio[0] = { ...normal.stdio[0], ...PIPED, input: normal.input };
  normal.stdio.forEach((entry, index) => {
    entry.input = inputBuffer(entry.input, normal.encoding, `options.stdio[${index}]`);
  });
  return runSync(normal);
}

const PIPED = { type: 'pipe', fd: internalBinding('process_wrap').PIPE };

function checkSyncResult(result, args, command) {
  if (result.error) return Object.assign(result.error, result);
  if (result.status === 0) return undefined;
  let message = `Command failed: ${command || args.join(' ')}`;
  if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
  return genericNodeError(message, result);
}

function finishSync(result, options, args, command) {
  // What the program complained about is shown, unless the caller said where it goes.
  if (!options.stdio && result.stderr) process.stderr.write(result.stderr);
  const error = checkSyncResult(result, args, command);
  if (error) throw error;
  return result.stdout;
}

/**
 * Runs a program to its end.
 * @returns {string | Buffer} its standard output
 * @throws when it fails or cannot be started; the error has the fields of `spawnSync`'s result
 */
function execFileSync(file, args, options) {
  const normal = normalizeExecFileArgs(file, args, options);
  const result = spawnSync(file, normal.args, normal.options);
  const argv = [normal.options.argv0 || file, ...normal.args];
  return finishSync(result, normal.options, argv);
}

/**
 * Runs a command in a shell to its end.
 * @returns {string | Buffer} its standard output
 */
function execSync(command, options) {
  const normal = normalizeExecArgs(command, options, null);
  const result = spawnSync(normal.file, normal.options);
  return finishSync(result, normal.options, undefined, command);
}

/** In a forked child: opens the channel to the parent. */
function _forkChild(fd, serializationMode) {
  require('./internal/child_process/ipc').setupParentChannel(fd, serializationMode);
}

module.exports = { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };
