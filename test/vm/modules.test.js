// Flags: --experimental-vm-modules
'use strict';

// ES modules that the program links itself.

const assert = require('node:assert');
const { inspect } = require('node:util');
const vm = require('node:vm');
const { SourceTextModule, SyntheticModule } = vm;

process.removeAllListeners('warning');

async function linking() {
  const values = new SyntheticModule(['x', 'default'], () => {
    values.setExport('x', 1);
    values.setExport('default', 'd');
  });
  const main = new SourceTextModule('import d, { x } from "values"; export const sum = d + x; export * from "values";');
  assert.strictEqual(main.status, 'unlinked');
  assert.deepStrictEqual(main.dependencySpecifiers, ['values']);
  assert.deepStrictEqual(main.moduleRequests, [
    { __proto__: null, specifier: 'values', attributes: { __proto__: null }, phase: 'evaluation' },
  ]);
  await main.link((specifier, referrer) => {
    assert.strictEqual(specifier, 'values');
    assert.strictEqual(referrer, main);
    return values;
  });
  assert.strictEqual(main.status, 'linked');
  assert.strictEqual(await main.evaluate(), undefined);
  assert.strictEqual(main.status, 'evaluated');
  assert.strictEqual(main.namespace.sum, 'd1');
  values.setExport('x', 2);
  assert.strictEqual(main.namespace.x, 2);
  await assert.rejects(main.link(() => {}), { code: 'ERR_VM_MODULE_STATUS' });
}

async function cycles() {
  const a = new SourceTextModule('import { b } from "b"; export const a = () => b;');
  const b = new SourceTextModule('import { a } from "a"; export const b = 5; export const viaA = () => a()');
  a.linkRequests([b]);
  b.linkRequests([a]);
  a.instantiate();
  await a.evaluate();
  assert.strictEqual(b.namespace.viaA(), 5);
}

async function failures() {
  const thrower = new SourceTextModule('throw new RangeError("inside")');
  thrower.linkRequests([]);
  thrower.instantiate();
  await assert.rejects(thrower.evaluate(), RangeError);
  assert.strictEqual(thrower.status, 'errored');
  assert.ok(thrower.error instanceof RangeError);
  await assert.rejects(thrower.evaluate(), RangeError);

  const importer = new SourceTextModule('import "errored"');
  await assert.rejects(importer.link(() => thrower), { code: 'ERR_VM_MODULE_LINK_FAILURE', cause: thrower.error });
  assert.strictEqual(importer.status, 'errored');

  const lost = new SourceTextModule('import "x"');
  assert.throws(() => lost.instantiate(), { code: 'ERR_VM_MODULE_LINK_FAILURE' });
  assert.throws(() => lost.linkRequests([]), { code: 'ERR_MODULE_LINK_MISMATCH' });
  await assert.rejects(lost.link(() => ({})), { code: 'ERR_VM_MODULE_NOT_MODULE' });
  assert.throws(() => lost.namespace, { code: 'ERR_VM_MODULE_STATUS' });
  assert.throws(() => new SourceTextModule('a b'), SyntaxError);
  assert.throws(() => new vm.Module(), { message: 'Module is not a constructor' });

  const elsewhere = new SourceTextModule('', { context: vm.createContext() });
  const here = new SourceTextModule('import "x"');
  await assert.rejects(here.link(() => elsewhere), { code: 'ERR_VM_MODULE_DIFFERENT_CONTEXT' });
}

async function contexts() {
  const context = vm.createContext({ given: 4 });
  const module = new SourceTextModule(
    'globalThis.made = given + 1; export const url = import.meta.url; export default Array; await null;',
    { context, identifier: 'my:module', initializeImportMeta: (meta, owner) => { meta.url = owner.identifier; } });
  assert.strictEqual(module.hasTopLevelAwait(), true);
  assert.throws(() => module.hasAsyncGraph(), { code: 'ERR_VM_MODULE_STATUS' });
  await module.link(() => {});
  assert.strictEqual(module.hasAsyncGraph(), true);
  const evaluation = module.evaluate();
  assert.match(inspect(evaluation), /pending/);
  await evaluation;
  assert.strictEqual(context.made, 5);
  assert.strictEqual(module.namespace.url, 'my:module');
  assert.notStrictEqual(module.namespace.default, Array);
  assert.match(inspect(module), /^SourceTextModule \{\n {2}status: 'evaluated',\n {2}identifier: 'my:module',/);
}

async function dynamicImport() {
  const target = new SyntheticModule(['value'], () => target.setExport('value', 7));
  await target.evaluate();
  const seen = [];
  const importModuleDynamically = (specifier, referrer, attributes, phase) => {
    seen.push([specifier, referrer, { ...attributes }, phase]);
    return target;
  };
  const script = new vm.Script('import("a", { with: { key: "k" } })', { importModuleDynamically });
  assert.strictEqual((await script.runInThisContext()).value, 7);
  const compiled = vm.compileFunction('return import("b")', [], { importModuleDynamically });
  assert.strictEqual((await compiled()).value, 7);
  const module = new SourceTextModule('export const later = () => import("c")', { importModuleDynamically });
  module.linkRequests([]);
  module.instantiate();
  await module.evaluate();
  assert.strictEqual((await module.namespace.later()).value, 7);
  assert.deepStrictEqual(seen, [
    ['a', script, { key: 'k' }, 'evaluation'], ['b', compiled, {}, 'evaluation'], ['c', module, {}, 'evaluation'],
  ]);

  await assert.rejects(new vm.Script('import("fs")').runInThisContext(), { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' });
  const ours = { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
  assert.strictEqual((await new vm.Script('import("node:path")', ours).runInThisContext()).sep, '/');
  const context = vm.createContext({});
  const promise = new vm.Script('import("a")', { importModuleDynamically }).runInContext(context);
  assert.strictEqual(promise instanceof Promise, false);
  assert.strictEqual(promise instanceof vm.runInContext('Promise', context), true);
  assert.strictEqual((await promise).value, 7);
}

async function timeouts() {
  const endless = new SourceTextModule('for (;;);');
  endless.linkRequests([]);
  endless.instantiate();
  await assert.rejects(endless.evaluate({ timeout: 20 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
}

(async () => {
  await linking();
  await cycles();
  await failures();
  await contexts();
  await dynamicImport();
  await timeouts();
})();
