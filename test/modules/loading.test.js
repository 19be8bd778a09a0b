'use strict';

// Cycles, the compile cache's answers, and where a top-level await is.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const module_ = require('node:module');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-loading-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function file(name, text) {
  const filename = path.join(folder, name);
  fs.writeFileSync(filename, text);
  return filename;
}

// What is missing in exports that are not complete is warned of; afterwards the exports are ordinary again.
const warnings = [];
process.removeAllListeners('warning');
process.on('warning', ({ message }) => warnings.push(message));
file('b.js', 'const a = require("./a.js"); module.exports = [a.early, a.late, a.__esModule];');
const cyclic = require(file('a.js', 'exports.early = 1; exports.seen = require("./b.js"); exports.late = 2;'));
assert.deepStrictEqual(cyclic.seen, [1, undefined, undefined]);
assert.strictEqual(Object.getPrototypeOf(cyclic), Object.prototype);
setImmediate(() => {
  assert.deepStrictEqual(warnings, ["Accessing non-existent property 'late' of module exports inside circular dependency"]);
});

assert.throws(() => require.resolve('.', { paths: [1] }), { code: 'ERR_INVALID_ARG_TYPE' });

// A graph with a top-level await can't be required; the error says who asked for what.
const waiting = file('waiting.mjs', 'export {};\n  await null;\n');
assert.throws(() => require(waiting), (error) => error.code === 'ERR_REQUIRE_ASYNC_MODULE' &&
  error.message.includes(`\n  From ${__filename} \n  Requiring ${waiting} `));
const stuck = spawnSync(process.execPath, [file('stuck.mjs', '\n  await new Promise(() => {});\n')], { encoding: 'utf8' });
assert.strictEqual(stuck.status, 13);
assert.match(stuck.stderr, /Warning: Detected unsettled top-level await at file:\/\/.*stuck\.mjs:2\n {2}await new Promise\(\(\) => \{\}\);\n {2}\^\n/);

// The compile cache
const { compileCacheStatus } = module_.constants;
assert.throws(() => module_.enableCompileCache(0), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => module_.flushCompileCache(0), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(module_.getCompileCacheDir(), undefined);
assert.deepStrictEqual(module_.enableCompileCache(file('file', '')),
  { status: compileCacheStatus.FAILED, message: 'Cannot create cache directory: not a directory' });
const cache = path.join(folder, 'cache');
assert.deepStrictEqual(module_.enableCompileCache(cache), { status: compileCacheStatus.ENABLED, directory: cache });
const used = module_.getCompileCacheDir();
assert.ok(used.startsWith(cache + path.sep) && fs.existsSync(used));
assert.deepStrictEqual(module_.enableCompileCache(), { status: compileCacheStatus.ALREADY_ENABLED, directory: used });
const typescript = file('typed.ts', 'const x: number = 5;\nmodule.exports = x;\n');
assert.strictEqual(require(typescript), 5);
module_.flushCompileCache();
delete require.cache[typescript];
assert.strictEqual(require(typescript), 5);
