// Flags: --no-warnings
'use strict';

// cachedData: code that a program keeps itself.

const assert = require('node:assert');
const vm = require('node:vm');

const text = 'function inner() { return new Error("x").stack.split("\\n")[1]; }\n(class { static m() { return inner(); } }).m()';
const script = new vm.Script(text, { filename: 'kept.js', produceCachedData: true });
assert.strictEqual(script.cachedDataProduced, true);
assert.ok(Buffer.isBuffer(script.cachedData) && script.cachedData.length > 0);
assert.strictEqual(script.cachedDataRejected, undefined);

const kept = script.createCachedData();
const again = new vm.Script(text, { filename: 'kept.js', cachedData: kept });
assert.strictEqual(again.cachedDataRejected, false);
assert.strictEqual(again.runInThisContext(), script.runInThisContext());
assert.match(again.runInThisContext(), /kept\.js:1:27/);
assert.match(again.runInNewContext(), /kept\.js:1:27/);
assert.strictEqual(new vm.Script(text, { cachedData: new DataView(kept.buffer, kept.byteOffset, kept.length) })
  .cachedDataRejected, false);

// Broken or another text's
assert.match(new vm.Script(text, { filename: 'kept.js', cachedData: kept.subarray(0, -1) }).runInThisContext(),
  /kept\.js:1:27/);
for (const data of [Buffer.from('nothing'), Buffer.alloc(kept.length)]) {
  // V8 has no use for the data of a text that it has compiled already.
  const spoilt = new vm.Script(`${text} + ${data.length}`, { filename: 'kept.js', cachedData: data });
  assert.strictEqual(spoilt.cachedDataRejected, true);
  assert.match(spoilt.runInThisContext(), /kept\.js:1:27/);
}
const other = new vm.Script('1 + 1', { cachedData: kept });
assert.strictEqual(other.cachedDataRejected, true);
assert.strictEqual(other.runInThisContext(), 2);

// Who answers import() is the new script's matter.
const importing = 'import("what:ever")';
const data = new vm.Script(importing).createCachedData();
const answering = new vm.Script(importing, {
  cachedData: data,
  importModuleDynamically: async (specifier) => {
    const module = new vm.SyntheticModule(['default'], () => module.setExport('default', specifier));
    await module.link(() => {});
    await module.evaluate();
    return module;
  },
});
assert.strictEqual(answering.cachedDataRejected, false);

// Functions
const body = 'with ({ c: 3 }) { return a + b + c; }';
const made = vm.compileFunction(body, ['a', 'b'], { produceCachedData: true });
assert.strictEqual(made.cachedDataProduced, true);
const remade = vm.compileFunction(body, ['a', 'b'], { cachedData: made.cachedData });
assert.strictEqual(remade.cachedDataRejected, false);
assert.strictEqual(remade(1, 2), 6);
const context = vm.createContext({ q: 5 });
const inContext = vm.compileFunction('return q', [], { produceCachedData: true });
assert.strictEqual(vm.compileFunction('return q', [],
  { cachedData: inContext.cachedData, parsingContext: context })(), 5);

// What sees its scope from inside is compiled anew.
const evaluating = 'let x = 1; eval("x + 1")';
assert.strictEqual(new vm.Script(evaluating, { cachedData: new vm.Script(evaluating).createCachedData() })
  .runInThisContext(), 2);

if (vm.SyntheticModule) {
  answering.runInThisContext().then(({ default: specifier }) => assert.strictEqual(specifier, 'what:ever'));
}
