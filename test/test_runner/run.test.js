'use strict';

// Files of tests: --test, run() and the reporters.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('node:test');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-runner-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

const files = {
  'test/passes.js': "require('node:test')('passes', (t) => t.assert.deepStrictEqual([1], [1]));",
  'src/fails.test.mjs': `import test from 'node:test';
    console.log('printed');
    test('fails', () => { throw Object.assign(new RangeError('broken'), { code: 'EBROKEN', extra: { a: 1 } }); });`,
  'src/crashes-test.cjs': 'process.exit(3);',
  'src/no.js': "throw new Error('is no test');",
  'node_modules/x/test.js': "throw new Error('is not ours');",
};
for (const [name, source] of Object.entries(files)) {
  fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), source);
}

function cli(...args) {
  const env = { ...process.env, FORCE_COLOR: undefined, NODE_TEST_CONTEXT: undefined };
  return spawnSync(process.execPath, ['--test', ...args], { cwd: folder, encoding: 'utf8', env });
}

{
  const { status, stdout, stderr } = cli();
  assert.strictEqual(stderr, '');
  assert.strictEqual(status, 1);
  const lines = stdout.split('\n').filter(Boolean).map((line) => line.replace(/\(\d.*ms\)|duration_ms .*/, '*'));
  assert.deepStrictEqual(lines.slice(0, 15), [
    '\u2716 src/crashes-test.cjs *', 'printed', '\u2716 fails *', '\u2714 passes *', '\u2139 tests 3', '\u2139 suites 0',
    '\u2139 pass 1', '\u2139 fail 2', '\u2139 cancelled 0', '\u2139 skipped 0', '\u2139 todo 0', '\u2139 *',
    '\u2716 failing tests:', 'test at src/crashes-test.cjs:1:1', '\u2716 src/crashes-test.cjs *',
  ]);
  assert.match(stdout, /\n {2}RangeError: broken\n(?: {6}at .*\n)+? {6}at .*fails\.test\.mjs:3:|RangeError: broken\n {6}at .*fails\.test\.mjs:3:/);
  assert.match(stdout, /code: 'EBROKEN',\n {4}extra: \{ a: 1 \}/);
}

assert.strictEqual(cli('nothing.js').stderr, "Could not find 'nothing.js'\n");
assert.match(cli('--test-reporter=dot', 'test/*.js').stdout, /^\.\n$/);

// A run that is told to end reports nothing more, and starts no other file.
{
  fs.writeFileSync(path.join(folder, 'stops.mjs'), `export default async function* stops(source) {
    for await (const { type, data } of source) {
      if (type !== 'test:fail') continue;
      yield data.name + '\\n';
      process.emit('SIGINT');
    }
  }`);
  for (const name of ['first', 'second']) {
    fs.writeFileSync(path.join(folder, `${name}.js`), `require('node:test')('${name}', () => { throw new Error(); });`);
  }
  const { status, stdout } = cli('--test-reporter=./stops.mjs', '--test-concurrency=1', 'first.js', 'second.js');
  assert.strictEqual(stdout, 'first\n');
  assert.strictEqual(status, 1);
}

/** What a test prints comes in pieces, which may end within a character. */
async function checkOutput() {
  const file = path.join(folder, 'prints.js');
  fs.writeFileSync(file, `require('node:test')('prints', async () => {
    process.stdout.write(Buffer.from([0x61, 0xc3]));
    await new Promise((resolve) => setTimeout(resolve, 300));
    process.stdout.write(Buffer.from([0xa9]));
    process.stdout.write('b'.repeat(300_000));
    throw new Error('c'.repeat(300_000));
  });`);
  let printed = '';
  let thrown;
  const stream = run({ files: [file], cwd: folder });
  stream.on('test:stdout', ({ message }) => printed += message);
  stream.on('test:fail', ({ details: { error } }) => thrown = error.cause.message);
  await new Promise((resolve) => stream.on('end', resolve).resume());
  assert.strictEqual(printed, `a\u00e9${'b'.repeat(300_000)}`);
  assert.strictEqual(thrown, 'c'.repeat(300_000));
}

/** Expressions that remember where they were fit each name from its start. */
async function checkPatterns() {
  const file = path.join(folder, 'names.js');
  fs.writeFileSync(file, "const test = require('node:test'); for (const name of ['a1', 'a2', 'a3', 'b']) test(name, () => {});");
  const names = [];
  const stream = run({ files: [file], cwd: folder, isolation: 'none', testSkipPatterns: [/^a/g] });
  stream.on('test:pass', ({ name }) => names.push(name));
  await new Promise((resolve) => stream.on('end', resolve).resume());
  assert.deepStrictEqual(names, ['b']);
}

(async () => {
  const events = [];
  const stream = run({ files: ['test/passes.js', 'src/fails.test.mjs'], cwd: folder, concurrency: false });
  stream.on('test:fail', ({ name, details: { error } }) => events.push(['fail', name, error.cause.constructor, error.cause.code]));
  for await (const { type, data } of stream) {
    if (type === 'test:pass') events.push(['pass', data.name, path.basename(data.file), data.line]);
    if (type === 'test:stdout') events.push(['stdout', data.message]);
    if (type === 'test:summary' && data.file === undefined) events.push(['summary', data.success, data.counts.tests]);
  }
  assert.deepStrictEqual(events.filter(([kind]) => kind !== 'fail'), [
    ['pass', 'passes', 'passes.js', 1], ['stdout', 'printed\n'], ['summary', false, 2],
  ]);
  assert.deepStrictEqual(events.find(([kind]) => kind === 'fail'), ['fail', 'fails', RangeError, 'EBROKEN']);
  await checkOutput();
  await checkPatterns();
  assert.throws(() => run({ files: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => run({ isolation: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
})();
