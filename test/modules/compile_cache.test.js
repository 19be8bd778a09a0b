'use strict';

// The compile cache: what it keeps serves the next run, and whatever is in its folder changes no program.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const fixture = path.join(__dirname, 'fixtures', 'compile_cache', 'main.cjs');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-cache-'));
const cache = path.join(folder, 'cache');

function run(args, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: 100_000,
    env: { ...process.env, NODE_COMPILE_CACHE: cache, NODE_DEBUG_NATIVE: 'COMPILE_CACHE', ...env },
  });
  return { status, stdout, log: stderr };
}

function succeed(args, env) {
  const result = run(args, env);
  assert.strictEqual(result.status, 0, result.log);
  return result;
}

function cacheFiles() {
  const [tag] = fs.readdirSync(cache);
  return fs.readdirSync(path.join(cache, tag)).map((name) => path.join(cache, tag, name));
}

const { constants, enableCompileCache } = require('node:module');
assert.strictEqual(enableCompileCache('a\0b').status, constants.compileCacheStatus.FAILED);

const count = (log, pattern) => log.match(pattern)?.length ?? 0;

try {
  const expected = succeed([fixture], { NODE_COMPILE_CACHE: undefined });
  assert.strictEqual(expected.log, '');
  assert.match(expected.stdout, /^6 function\* numbers\(\) \{\n  yield\* \[1, 2, 3\];\n\} true lib\.cjs:22:10\)?\ntrue\n/);
  assert.match(expected.stdout, /\ntrue,true,value,module\.mjs module\.mjs:15:10\)? Second,first\nmodule module\nexit\n$/);

  // The first run fills the cache at its end, the second lives on it.
  const first = succeed([fixture]);
  assert.strictEqual(first.stdout, expected.stdout);
  assert.strictEqual(count(first.log, /was not initialized, initializing the in-memory entry/g), 4, first.log);
  assert.strictEqual(count(first.log, /writing cache for .*success/g), cacheFiles().length, first.log);
  assert.ok(cacheFiles().length >= 3);
  const second = succeed([fixture]);
  assert.strictEqual(second.stdout, expected.stdout);
  assert.strictEqual(count(second.log, /because cache was the same/g), cacheFiles().length, second.log);
  assert.match(second.log, /main\.cjs was accepted/);
  assert.match(second.log, /module\.mjs was accepted/);

  // Where a file can't be written nothing of it is left.
  const [inTheWay] = cacheFiles();
  fs.rmSync(inTheWay);
  fs.mkdirSync(path.join(inTheWay, 'not empty'), { recursive: true });
  const blocked = succeed([fixture]);
  assert.strictEqual(blocked.stdout, expected.stdout);
  assert.deepStrictEqual(cacheFiles().filter((file) => /\.[^/]*$/.test(path.basename(file))), []);
  fs.rmSync(inTheWay, { recursive: true });
  succeed([fixture]);

  // Files that are broken, cut short or another file's
  const files = cacheFiles();
  const contents = files.map((file) => fs.readFileSync(file));
  const spoilt = [
    () => Buffer.alloc(0),
    (content) => content.subarray(0, content.length - 5),
    (content) => content.map((byte, i) => (i === content.length - 3 ? byte ^ 1 : byte)),
    (content) => content.map((byte, i) => (i === 1 ? byte ^ 1 : byte)),
    (content) => Buffer.concat([content, Buffer.from('x')]),
    (content, file) => contents[(file + 1) % contents.length],
  ];
  for (const first of [0, 3]) {
    files.forEach((file, i) => fs.writeFileSync(file, spoilt[(first + i) % spoilt.length](contents[i], i)));
    const result = succeed([fixture]);
    assert.strictEqual(result.stdout, expected.stdout);
    assert.doesNotMatch(result.log, /was accepted/);
    files.forEach((file, i) => assert.deepStrictEqual(fs.readFileSync(file).length, contents[i].length));
  }

  // A text that has changed
  const script = path.join(folder, 'script.js');
  for (const text of ['console.log(1)', 'console.log(2)', 'console.log("longer")']) {
    fs.writeFileSync(script, text);
    assert.strictEqual(succeed([script]).stdout, `${eval(text.slice('console.log'.length))}\n`);
  }

  // process.exit() and errors end programs, too.
  for (const [text, status] of [['process.exit(3)', 3], ['throw new Error("x")', 1]]) {
    fs.writeFileSync(script, text);
    const result = run([script]);
    assert.strictEqual(result.status, status);
    assert.match(result.log, /writing cache for .*script\.js.*success/);
  }

  // Written when asked for, and found again by who moves with the cache
  const home = path.join(folder, 'home');
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, 'a.js'), 'require("./b.js"); require("node:module").flushCompileCache(); console.error("flushed");');
  fs.writeFileSync(path.join(home, 'b.js'), 'exports.x = () => 1;');
  const portable = (where) => ({ NODE_COMPILE_CACHE: path.join(where, 'cache'), NODE_COMPILE_CACHE_PORTABLE: '1' });
  assert.match(succeed([path.join(home, 'a.js')], portable(home)).log, /writing cache for .*b\.js[^]*\nflushed\n/);
  const moved = path.join(folder, 'moved');
  fs.renameSync(home, moved);
  assert.match(succeed([path.join(moved, 'a.js')], portable(moved)).log, /b\.js was accepted/);

  // Folders that can't be made
  for (const [env, message] of [
    [{ NODE_COMPILE_CACHE: script }, /Cannot create cache directory: not a directory/],
    [{ NODE_DISABLE_COMPILE_CACHE: '1' }, /Disabled by NODE_DISABLE_COMPILE_CACHE/],
  ]) {
    const result = succeed([fixture], env);
    assert.strictEqual(result.stdout, expected.stdout);
    assert.match(result.log, message);
  }
} finally {
  fs.rmSync(folder, { recursive: true });
}
