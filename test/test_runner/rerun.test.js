'use strict';

// --test-rerun-failures: what has passed in an earlier run does not run again.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('node:test');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-rerun-'));
const state = path.join(folder, 'state.json');
const file = path.join(folder, 'a.test.js');
fs.writeFileSync(file, `
const { suite, test } = require('node:test');
suite('s', () => {
  test('inner', (t) => console.log('inner', t.attempt));
});
test('planned', { plan: 1 }, (t) => t.assert.ok(true));
// Written at one place, and told apart by their order: some pass at once.
for (const passes of [0, 1, 0, 1]) {
  test('same name', (t) => {
    console.log('same', t.attempt);
    if (t.attempt < passes) throw new Error('not yet');
  });
}
test('skipped', { skip: true });
for (const name of ['good', 'bad']) {
  test(name, (t) => t.test('part', () => {
    if (name === 'bad') throw new Error('always');
  }));
}
`);

const read = () => JSON.parse(fs.readFileSync(state, 'utf8'));
const passed = (name, attempt, rest) => ({ name, passed_on_attempt: attempt, ...rest });
const start = (...args) => spawnSync(process.execPath, ['--test-reporter=tap', `--test-rerun-failures=${state}`, ...args], {
  cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined },
});

const first = {
  'a.test.js:4:3': passed('inner', 0, { parent: 's' }),
  'a.test.js:3:1': passed('s', 0),
  'a.test.js:6:1': passed('planned', 0),
  'a.test.js:9:3': passed('same name', 0),
  'a.test.js:9:3:(2)': passed('same name', 0),
  'a.test.js:14:1': passed('skipped', 0),
  'a.test.js:16:23': passed('part', 0, { parent: 'good' }),
  'a.test.js:16:3': passed('good', 0),
};
const second = {
  ...first,
  'a.test.js:9:3:(1)': passed('same name', 1),
  'a.test.js:9:3:(3)': passed('same name', 1),
};
// What is in a test that has passed does not run, either.
delete second['a.test.js:4:3'];
delete second['a.test.js:16:23'];

async function events(options) {
  const details = [];
  const stream = run({ files: [file], cwd: folder, rerunFailuresFilePath: state, ...options });
  stream.on('test:pass', (data) => details.push(data.details)).resume();
  await new Promise((resolve) => stream.on('end', resolve));
  return details;
}

async function main() {
  for (const mode of [[], ['--test']]) {
    fs.rmSync(state, { force: true });
    const before = start(...mode, file);
    assert.strictEqual(before.status, 1, before.stderr);
    assert.match(before.stdout, /inner 0\n/);
    assert.deepStrictEqual(read(), [first]);
    const after = start(...mode, file);
    // The part of what is good has no result in this run, which must not pass for that of what is bad.
    assert.strictEqual(after.status, 1, after.stdout + after.stderr);
    assert.match(after.stdout, /# fail 2\n/);
    assert.doesNotMatch(after.stdout, /inner/);
    assert.strictEqual(after.stdout.match(/same 1\n/g).length, 2);
    assert.deepStrictEqual(read(), [first, second]);
  }

  fs.rmSync(state);
  assert((await events()).every(({ attempt, passed_on_attempt: on }) => attempt === 0 && on === undefined));
  assert.deepStrictEqual(read(), [first]);
  const details = await events();
  assert(details.every(({ attempt }) => attempt === 1));
  assert.deepStrictEqual(details.map((one) => one.passed_on_attempt), [0, 0, 0, undefined, 0, undefined, 0, 0]);
  assert.deepStrictEqual(read(), [first, second]);

  // A test that has another name now is another test.
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace("'planned'", "'renamed'"));
  await events();
  assert.deepStrictEqual(read()[2]['a.test.js:6:1'], passed('renamed', 2));

  assert.throws(() => run({ rerunFailuresFilePath: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
  for (const text of ['{}', 'no JSON']) {
    fs.writeFileSync(state, text);
    assert.throws(() => run({ files: [file], rerunFailuresFilePath: state }));
    assert.strictEqual(fs.readFileSync(state, 'utf8'), text);
  }
}

main().finally(() => fs.rmSync(folder, { recursive: true }));
