'use strict';

// What some options change.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-effects-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function file(name, text) {
  const full = path.join(folder, name);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, text);
  return full;
}

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

function printed(...args) {
  const { status, stdout, stderr } = run(...args);
  assert.strictEqual(status, 0, stderr);
  return stdout.trim();
}

// The length of stacks
assert.strictEqual(printed('--stack-trace-limit=3', '-p', 'Error.stackTraceLimit'), '3');
assert.strictEqual(
  printed('--stack-trace-limit=20', '-p',
          '(function f(n) { return n ? f(n - 1) : new Error().stack.split("\\n").length > 16 })(16)'), 'true');

// Globals
assert.strictEqual(printed('--no-experimental-global-navigator', '-p', 'typeof navigator + typeof Navigator'),
                   'undefinedundefined');
assert.strictEqual(printed('--expose-gc', '-p', 'typeof gc()'), 'undefined');

// Where a debugger would be
assert.strictEqual(printed('--inspect-port=12345', '-p', 'process.debugPort'), '12345');
assert.strictEqual(printed('--inspect-port=localhost:12346', '-p', 'process.debugPort'), '12346');
assert.strictEqual(run('--inspect-port=80', '-p', '1').stderr,
                   `${process.execPath}: must be 0 or in range 1024 to 65535.\n`);

// The last line of an error that nobody caught
const fatal = run('--no-extra-info-on-fatal-exception', '-e', 'throw new Error("x")');
assert.strictEqual(fatal.status, 1);
assert.doesNotMatch(fatal.stderr, /Node\.js v/);

// Native addons
file('node_modules/native/package.json',
     JSON.stringify({ exports: { 'node-addons': './native.js', 'default': './plain.js' } }));
file('node_modules/native/native.js', 'module.exports = "native"');
file('node_modules/native/plain.js', 'module.exports = "plain"');
assert.strictEqual(printed('-p', 'require("native")'), 'native');
assert.strictEqual(printed('--no-addons', '-p', 'require("native")'), 'plain');
assert.strictEqual(printed('--no-addons', '--input-type=module', '-e', 'import x from "native"; console.log(x)'), 'plain');
assert.strictEqual(
  printed('--no-addons', '-p', 'try { process.dlopen({}, "x.node") } catch (error) { error.code }'),
  'ERR_DLOPEN_DISABLED');

// ES modules that nothing but their syntax tells
const detected = file('module.js', 'import fs from "node:fs"; console.log(typeof fs)');
assert.strictEqual(printed(detected), 'object');
const undetected = run('--no-experimental-detect-module', detected);
assert.strictEqual(undetected.status, 1);
assert.match(undetected.stderr, /SyntaxError/);

// A program named by a URL
file('url.mjs', 'console.log(import.meta.url, ...process.argv.slice(1))');
const url = pathToFileURL(path.join(folder, 'url.mjs')).href;
assert.strictEqual(printed('--entry-url', `${url}?a=1#b`, 'x'), `${url}?a=1#b ${url}?a=1#b x`);
assert.strictEqual(printed('--entry-url', 'url.mjs?q'), `${url}?q url.mjs?q`);
assert.match(run('--entry-url', 'url.mjs').stderr, /ExperimentalWarning: --entry-url is an experimental feature/);

// Intrinsics that can't be changed, but overridden
assert.strictEqual(printed('--frozen-intrinsics', '-e', `'use strict';
  const assert = require('node:assert');
  for (const object of [Object, Array.prototype, Map.prototype, Math, JSON, Intl, setTimeout, console,
                        Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(Int8Array)]) {
    assert(Object.isFrozen(object));
    assert.throws(() => { object.toString = 1; }, TypeError);
    assert.throws(() => { object.more = 1; }, TypeError);
  }
  assert.throws(() => { globalThis.globalThis = 1; }, TypeError);
  assert.throws(() => { console.log = 1; }, TypeError);
  const o = {};
  o.toString = () => 'mine';
  assert.strictEqual(String(o), 'mine');
  assert.deepStrictEqual(Object.keys(o), ['toString']);
  class Mine extends Error { constructor() { super('x'); this.name = 'Mine'; this.message = 'y'; } }
  assert.strictEqual(String(new Mine()), 'Mine: y');
  globalThis.mine = [1, 2].map((n) => n + 1);
  Promise.resolve(mine.join()).then(console.log);
`), '2,3');
assert.match(run('--frozen-intrinsics', '-e', '1').stderr, /ExperimentalWarning/);
