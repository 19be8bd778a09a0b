'use strict';

// Scripts that are stopped, contexts that restrict their code, and what else options ask for.

const assert = require('node:assert');
const vm = require('node:vm');

const timedOut = (ms) => ({ code: 'ERR_SCRIPT_EXECUTION_TIMEOUT', message: `Script execution timed out after ${ms}ms` });

assert.throws(() => vm.runInThisContext('for (;;);', { timeout: 20 }), timedOut(20));
assert.throws(() => vm.runInNewContext('try { for (;;); } catch { caught = true; }', {}, { timeout: 20 }), timedOut(20));
assert.strictEqual(vm.runInThisContext('1 + 1', { timeout: 10_000 }), 2);
// The shorter of two wins, the other one's script can't catch it.
const run = (timeout) => vm.runInThisContext('for (;;);', { timeout });
assert.throws(() => vm.runInNewContext('run(20)', { run }, { timeout: 60_000 }), timedOut(20));
assert.throws(() => vm.runInNewContext('try { run(60000) } catch {} for (;;);', { run }, { timeout: 30 }), timedOut(30));

// SIGINT stops a script that asks for it, and then does again what it did before.
const interrupt = () => process.kill(process.pid, 'SIGINT');
assert.throws(() => vm.runInNewContext('interrupt(); for (;;);', { interrupt }, { breakOnSigint: true }),
  { code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED' });

// A context with microtasks of its own runs them before the script returns.
const order = [];
const note = (text) => order.push(text);
vm.runInNewContext('Promise.resolve().then(() => note("inner")); note("script")', { note }, { microtaskMode: 'afterEvaluate' });
note('after');
assert.deepStrictEqual(order, ['script', 'inner', 'after']);
assert.throws(() => vm.runInNewContext('Promise.resolve().then(() => { for (;;); })', {},
  { microtaskMode: 'afterEvaluate', timeout: 20 }), timedOut(20));

// No code from strings.
const strict = vm.createContext({}, { codeGeneration: { strings: false } });
for (const code of ['eval("1")', 'Function("1")', '(async () => {}).constructor("1")']) {
  assert.throws(() => vm.runInContext(code, strict), { name: 'EvalError' });
}
assert.strictEqual(vm.runInContext('(() => {}) instanceof Function', strict), true);

// An ordinary global object.
const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
assert.ok(vm.isContext(global));
assert.strictEqual(vm.runInContext('globalThis', global), global);
vm.runInContext('var made = 1; Object.freeze(globalThis)', global);
assert.strictEqual(global.made, 1);
assert.throws(() => { global.later = 1; }, TypeError);

// A sandbox that names itself names the global object; var can't be deleted by scripts, but from outside.
const sandbox = vm.createContext({});
sandbox.window = sandbox;
assert.strictEqual(vm.runInContext('window === globalThis && window === this', sandbox), true);
assert.strictEqual(vm.runInContext('var v = 1; delete v', sandbox), false);
assert.strictEqual(delete sandbox.v, true);

// compileFunction
const extended = vm.compileFunction('return a + b + c', ['c'], { contextExtensions: [{ a: 1, b: 1 }, { b: 2 }] });
assert.strictEqual(extended(3), 6);
const placed = vm.compileFunction('throw new Error()', [], { filename: 'placed.js', lineOffset: 10, columnOffset: 5 });
assert.throws(placed, (error) => /placed\.js:11:\d+/.test(error.stack));

// cachedData tells whether it fits.
const script = new vm.Script('1', { produceCachedData: true });
assert.strictEqual(script.cachedDataProduced, true);
assert.strictEqual(new vm.Script('1', { cachedData: script.cachedData }).cachedDataRejected, false);
assert.strictEqual(new vm.Script('22', { cachedData: script.createCachedData() }).cachedDataRejected, true);
assert.strictEqual(new vm.Script('1', { cachedData: Buffer.from('no') }).cachedDataRejected, true);
assert.strictEqual(new vm.Script('1\n//# sourceMappingURL=a.map').sourceMapURL, 'a.map');

for (const [options, code] of [
  [{ timeout: 0 }, 'ERR_OUT_OF_RANGE'], [{ timeout: '1' }, 'ERR_INVALID_ARG_TYPE'],
  [{ breakOnSigint: 1 }, 'ERR_INVALID_ARG_TYPE'], [null, 'ERR_INVALID_ARG_TYPE'],
]) {
  assert.throws(() => script.runInThisContext(options), { code });
}
assert.throws(() => vm.createContext({}, { microtaskMode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => vm.runInContext('1', null), { code: 'ERR_INVALID_ARG_TYPE' });
