'use strict';

// What tests, suites and hooks report, and in which order.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-runner-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

/** Runs a program and gives its TAP, without what differs from run to run. */
function tap(source, ...flags) {
  const file = path.join(folder, 'program.js');
  fs.writeFileSync(file, source);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, '--test-reporter=tap', file], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => !/duration_ms|^\s+(?:---|\.\.\.)$|^$/.test(line));
  return { status, stderr, lines };
}

{
  const { lines, status } = tap(`
    const { test, describe, it, before, after, beforeEach, afterEach } = require('node:test');
    const log = [];
    before(() => log.push('before'));
    after(() => console.log(log.join(' ')));
    test('one', async (t) => {
      t.beforeEach(() => log.push('each'));
      t.after(() => log.push('t.after'));
      await t.test('sub', () => log.push('sub'));
      t.diagnostic('told');
    });
    describe('suite', () => {
      before(() => log.push('b'));
      beforeEach(() => log.push('be'));
      afterEach(() => log.push('ae'));
      after(() => log.push('a'));
      it('first', () => log.push('first'));
      it('second', { skip: 'why' }, () => log.push('never'));
      it.todo('third', () => { throw new Error('not yet'); });
    });
    test('fails', () => { throw new TypeError('broken'); });
    log.push('loaded');
  `);
  assert.strictEqual(status, 1);
  assert.strictEqual(lines[0], 'before loaded each sub t.after b be first ae be ae a');
  assert.deepStrictEqual(lines.slice(1, 11), [
    'TAP version 13', '# Subtest: one', '    # Subtest: sub', '    ok 1 - sub', "      type: 'test'", '    1..1',
    'ok 1 - one', "  type: 'test'", '# told', '# Subtest: suite',
  ]);
  const text = lines.join('\n');
  assert.match(text, /\n {4}ok 2 - second # SKIP why\n/);
  assert.match(text, /\n {4}not ok 3 - third # TODO\n/);
  assert.match(text, /\nok 2 - suite\n {2}type: 'suite'\n/);
  assert.match(text, /\nnot ok 3 - fails\n {2}type: 'test'\n {2}location: '.*program\.js:21:5'\n {2}failureType: 'testCodeFailure'\n {2}error: 'broken'\n {2}code: 'ERR_TEST_FAILURE'\n {2}name: 'TypeError'\n/);
  assert.match(text, /\n1\.\.3\n# tests 6\n# suites 1\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 1$/);
}

{
  const { lines, status } = tap(`
    const { test, describe, it, before } = require('node:test');
    test('late', { timeout: 5 }, () => new Promise((resolve) => setTimeout(resolve, 60)));
    test('callback', (t, done) => setImmediate(done));
    test('twice', (t, done) => { done(); done(); });
    test('both', async (t, done) => { done(); });
    test('plan', (t) => { t.plan(2); t.assert.ok(true); });
    describe('hook', () => { before(() => { throw new Error('no'); }); it('waits in vain', () => {}); });
    test('aborted', { signal: AbortSignal.abort() }, () => {});
    test('thrown later', () => new Promise(() => setTimeout(() => { throw new Error('later'); }, 1)));
  `);
  assert.strictEqual(status, 1);
  const failures = [];
  for (const line of lines) {
    const failure = /^\s*(?:not )?ok \d+ - (.*)|failureType: '(.*)'/.exec(line);
    if (failure) failures.push(failure[1] ?? failure[2]);
  }
  assert.deepStrictEqual(failures, [
    'late', 'testTimeoutFailure', 'callback', 'twice', 'multipleCallbackInvocations', 'both', 'callbackAndPromisePresent',
    'plan', 'testCodeFailure', 'waits in vain', 'cancelledByParent', 'hook', 'hookFailed', 'aborted', 'testAborted',
    'thrown later', 'uncaughtException',
  ]);
}

{
  const names = (lines) => lines.filter((line) => /ok \d/.test(line)).map((line) => line.trim());
  const source = `
    const { test, describe, it } = require('node:test');
    test('alpha', () => {});
    describe('beta', () => { it('gamma', () => {}); it('delta', () => {}); });
  `;
  assert.deepStrictEqual(names(tap(source, '--test-name-pattern=beta gamma').lines), ['ok 1 - gamma', 'ok 1 - beta']);
  assert.deepStrictEqual(names(tap(source, '--test-skip-pattern=/DELTA|alp/i').lines), ['ok 1 - gamma', 'ok 1 - beta']);
  assert.deepStrictEqual(names(tap(`${source} test.only('eta', () => {});`).lines), ['ok 1 - eta']);
}

{
  const { lines } = tap(`
    require('node:test')('waits', async (t) => {
      let calls = 0;
      const condition = () => {
        calls++;
        throw new Error('never');
      };
      await t.waitFor(condition, { interval: 100, timeout: 250 }).catch(() => {});
      const before = calls;
      await new Promise((resolve) => setTimeout(resolve, 300));
      console.log('asked ' + (calls - before) + ' times later');
    });
  `);
  // Who no longer waits does not ask.
  assert(lines.includes('asked 0 times later'), lines.join('\n'));
}
