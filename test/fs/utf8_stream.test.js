'use strict';

const assert = require('node:assert');
const { EventEmitter, once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { Utf8Stream } = fs;
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'utf8-stream-'));
process.on('exit', () => fs.rmSync(directory, { recursive: true }));

let files = 0;
const newFile = () => path.join(directory, `${++files}.log`);
const contents = (file) => fs.readFileSync(file, 'utf8');

function record(stream) {
  const events = [];
  for (const name of ['ready', 'write', 'drain', 'drop', 'finish', 'close']) {
    stream.on(name, (value) => events.push(value === undefined ? name : `${name} ${value}`));
  }
  return events;
}

function busy() {
  return Object.assign(new Error('busy'), { code: 'EAGAIN' });
}

/** Resolves with the arguments of the callback that `start` is given. */
function called(start) {
  return new Promise((resolve) => start((...args) => resolve(args)));
}

async function writesAndEnds(sync) {
  const file = newFile();
  const stream = new Utf8Stream({ dest: file, sync });
  const events = record(stream);
  assert.strictEqual(stream.write('one '), true);
  assert.strictEqual(stream.write('zw\u00f6lf'), true);
  stream.end();
  await once(stream, 'close');
  assert.strictEqual(contents(file), 'one zw\u00f6lf');
  assert.deepStrictEqual(events.slice(-2), ['finish', 'close']);
  assert.throws(() => stream.write('x'), { code: 'ERR_INVALID_STATE', message: 'Invalid state: Utf8Stream is destroyed' });
  assert.throws(() => stream.end(), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => stream.flushSync(), { code: 'ERR_INVALID_STATE' });
  const [error] = await called((cb) => stream.flush(cb));
  assert.strictEqual(error.code, 'ERR_INVALID_STATE');
  stream.destroy();
}

async function gathersUntilMinLength(sync) {
  const file = newFile();
  const stream = new Utf8Stream({ dest: file, append: false, minLength: 10, sync });
  await once(stream, 'ready');
  stream.write('12345');
  assert.strictEqual(stream.writing, false);
  const [error] = await called((cb) => stream.flush(cb));
  assert.ok(error == null);
  assert.strictEqual(contents(file), '12345');
  stream.write('6789');
  stream.flushSync();
  assert.strictEqual(contents(file), '123456789');
  stream.write('lost');
  stream[Symbol.dispose]();
  await once(stream, 'close');
  assert.strictEqual(contents(file), '123456789');
}

/** What doesn't fit into a file at once is written piece by piece, even where a piece ends within a character. */
async function continuesPartialWrites(sync, contentMode) {
  const file = newFile();
  const fd = fs.openSync(file, 'w');
  const bytesOf = (data) => Buffer.from(data).subarray(0, 2);
  const stream = new Utf8Stream({
    fd,
    sync,
    contentMode,
    minLength: 4,
    fs: {
      write: (_, data, ...rest) => fs.write(fd, bytesOf(data), rest.at(-1)),
      writeSync: (_, data) => fs.writeSync(fd, bytesOf(data)),
    },
  });
  const text = '\u20ac-\u{1f332}.';
  for (const piece of [text, text]) stream.write(contentMode === 'buffer' ? Buffer.from(piece) : piece);
  stream.end();
  await once(stream, 'finish');
  assert.strictEqual(contents(file), text + text);
}

async function putsPiecesTogether() {
  const file = newFile();
  const stream = new Utf8Stream({ dest: file, contentMode: 'buffer', minLength: 100, maxWrite: 101 });
  for (let i = 0; i < 50; i++) stream.write(Buffer.from('abc'));
  stream.end();
  await once(stream, 'finish');
  assert.strictEqual(contents(file), 'abc'.repeat(50));
}

async function reopens(sync) {
  const file = newFile();
  const stream = new Utf8Stream({ dest: file, sync });
  await once(stream, 'ready');
  stream.write('before');
  if (stream.writing) await once(stream, 'drain');
  const { fd } = stream;
  fs.renameSync(file, `${file}.old`);
  stream.reopen();
  await once(stream, 'drain');
  assert.notStrictEqual(stream.fd, fd);
  stream.write('after');
  const other = newFile();
  stream.reopen(other);
  assert.strictEqual(stream.file, other);
  stream.end();
  await once(stream, 'close');
  assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });
  assert.strictEqual(contents(`${file}.old`), 'before');
  assert.strictEqual(contents(file), 'after');
  assert.strictEqual(contents(other), '');
}

/** A busy file is tried again; `retryEAGAIN` may say no, and what failed comes first later. */
async function retries(sync) {
  const file = newFile();
  const fd = fs.openSync(file, 'w');
  const asked = [];
  let failures = 2;
  const stream = new Utf8Stream({
    fd,
    sync,
    minLength: 3,
    retryEAGAIN: (error, writing, remaining) => {
      asked.push([error.code, writing, remaining]);
      return asked.length === 1;
    },
    fs: {
      write: (...args) => (failures-- > 0 ? process.nextTick(args.at(-1), busy()) : fs.write(...args)),
      writeSync: (...args) => {
        if (failures-- > 0) throw busy();
        return fs.writeSync(...args);
      },
    },
  });
  const failed = called((resolve) => stream.once('error', resolve));
  stream.write('abc');
  const [error] = await failed;
  assert.strictEqual(error.code, 'EAGAIN');
  assert.deepStrictEqual(asked, [['EAGAIN', 3, 0], ['EAGAIN', 3, 0]]);
  stream.write('def');
  stream.end();
  await once(stream, 'finish');
  assert.strictEqual(contents(file), 'abcdef');
}

async function flushSyncThrows() {
  const stream = new Utf8Stream({
    fd: fs.openSync(newFile(), 'w'),
    minLength: 10,
    fs: { writeSync: () => { throw Object.assign(new Error('full'), { code: 'ENOSPC' }); } },
  });
  stream.write('kept');
  assert.throws(() => stream.flushSync(), { code: 'ENOSPC' });
  stream.end();
  await once(stream, 'finish');
}

async function dropsAndFlushesPeriodically() {
  const file = newFile();
  const stream = new Utf8Stream({ dest: file, maxLength: 5, minLength: 100, periodicFlush: 5 });
  const events = record(stream);
  assert.strictEqual(stream.write('12345'), true);
  assert.strictEqual(stream.write('6'), true);
  await once(stream, 'drain');
  assert.deepStrictEqual(events, ['drop 6', 'ready', 'write 5', 'drain']);
  assert.strictEqual(contents(file), '12345');
  stream.destroy();
  await once(stream, 'close');
}

async function opensWhatIsMissing() {
  const file = path.join(directory, 'a', 'b', 'c.log');
  const stream = new Utf8Stream({ dest: file, mkdir: true, mode: 0o600 });
  stream.end();
  await once(stream, 'finish');
  assert.strictEqual(fs.statSync(file).mode & 0o777, 0o600);

  const nowhere = path.join(directory, 'none', 'x');
  assert.throws(() => new Utf8Stream({ dest: nowhere, sync: true }), { code: 'ENOENT' });
  const [error] = await called((resolve) => new Utf8Stream({ dest: nowhere }).on('error', resolve));
  assert.strictEqual(error.code, 'ENOENT');
}

function checksArguments() {
  const dest = newFile();
  const throws = (options, code) => assert.throws(() => new Utf8Stream(options), { code });
  throws(undefined, 'ERR_INVALID_ARG_TYPE');
  throws(null, 'ERR_INVALID_ARG_TYPE');
  throws({ dest, append: 1 }, 'ERR_INVALID_ARG_TYPE');
  throws({ dest, contentMode: 'latin1' }, 'ERR_INVALID_ARG_VALUE');
  throws({ dest, maxLength: -1 }, 'ERR_OUT_OF_RANGE');
  throws({ dest, minLength: 16384 }, 'ERR_INVALID_ARG_VALUE');
  throws({ dest, fs: { write: 1 } }, 'ERR_INVALID_ARG_TYPE');
  throws({ dest, retryEAGAIN: 1 }, 'ERR_INVALID_ARG_TYPE');
  assert.strictEqual(fs.existsSync(dest), false);

  const stream = new Utf8Stream({ fd: 1 });
  assert.ok(stream instanceof EventEmitter);
  assert.throws(() => stream.write(Buffer.from('x')), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => stream.flush(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => stream.reopen(), { code: 'ERR_OPERATION_FAILED' });
  stream.destroy();
}

async function main() {
  checksArguments();
  for (const sync of [false, true]) {
    await writesAndEnds(sync);
    await gathersUntilMinLength(sync);
    await continuesPartialWrites(sync, 'utf8');
    await continuesPartialWrites(sync, 'buffer');
    await reopens(sync);
    await retries(sync);
  }
  await putsPiecesTogether();
  await flushSyncThrows();
  await dropsAndFlushesPeriodically();
  await opensWhatIsMissing();
}

main();
