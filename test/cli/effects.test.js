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

// The length of stacks, globals, where a debugger would be, native addons
file('node_modules/native/package.json',
     JSON.stringify({ exports: { 'node-addons': './native.js', 'default': './plain.js' } }));
file('node_modules/native/native.js', 'module.exports = "native"');
file('node_modules/native/plain.js', 'module.exports = "plain"');
const program = file('program.js', `
  function stackBelow(depth) {
    return depth > 0 ? stackBelow(depth - 1) : new Error().stack.split('\\n').length;
  }
  let code;
  try { process.dlopen({}, 'x.node'); } catch (error) { ({ code } = error); }
  import('native').then((imported) => console.log(
    Error.stackTraceLimit, stackBelow(20), typeof navigator, typeof Navigator, typeof gc, process.debugPort,
    require('native'), imported.default, code === 'ERR_DLOPEN_DISABLED'));`);
assert.strictEqual(printed(program), '10 11 object function undefined 9229 native native false');
assert.strictEqual(
  printed('--stack-trace-limit=15', '--no-experimental-global-navigator', '--expose-gc', '--inspect-port=localhost:12345',
          '--no-addons', program),
  '15 16 undefined undefined function 12345 plain plain true');
assert.strictEqual(run('--inspect-port=80', program).stderr,
                   `${process.execPath}: must be 0 or in range 1024 to 65535.\n`);

// ES modules that nothing but their syntax tells
const detected = file('module.js', 'import fs from "node:fs"; console.log(typeof fs)');
assert.strictEqual(printed(detected), 'object');
// The last line of an error that nobody caught
const undetected = run('--no-experimental-detect-module', '--no-extra-info-on-fatal-exception', detected);
assert.strictEqual(undetected.status, 1);
assert.match(undetected.stderr, /SyntaxError/);
assert.doesNotMatch(undetected.stderr, /Node\.js v/);

// A program named by a URL
file('url.mjs', 'console.log(import.meta.url, ...process.argv.slice(1))');
const url = pathToFileURL(path.join(folder, 'url.mjs')).href;
assert.strictEqual(printed('--entry-url', `${url}?a=1#b`, 'x'), `${url}?a=1#b ${url}?a=1#b x`);
const relative = run('--entry-url', 'url.mjs?q');
assert.strictEqual(relative.stdout, `${url}?q url.mjs?q\n`);
assert.match(relative.stderr, /ExperimentalWarning: --entry-url is an experimental feature/);

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
