'use strict';

// What Error.prepareStackTrace gets for functions that are not written in JavaScript.

const assert = require('assert');
const vm = require('vm');

function frames(run) {
  let sites;
  Error.prepareStackTrace = (_, callSites) => { sites = callSites; };
  run(() => new Error('x').stack);
  Error.prepareStackTrace = undefined;
  return sites;
}

const mapped = frames((make) => [1].map(make))[1];
assert.strictEqual(mapped.toString(), 'Array.map (<anonymous>)');
assert.strictEqual(`${frames((make) => new Promise(make))[1]}`, 'new Promise (<anonymous>)');
assert.strictEqual(mapped.isNative(), false);
assert.strictEqual(mapped.getLineNumber(), null);
assert.strictEqual(mapped.getColumnNumber(), null);

const [own] = frames((make) => make());
assert.strictEqual(own.isNative(), false);
assert.strictEqual(own.getLineNumber(), 11);
assert(own.toString().endsWith(`${__filename}:11:13`), own.toString());

const inContext = vm.runInNewContext(`
  Error.prepareStackTrace = (_, callSites) => String(callSites[1]);
  let text;
  new Promise(() => { text = new Error('x').stack; });
  text;
`);
assert.strictEqual(inContext, 'new Promise (<anonymous>)');

Promise.resolve().then(() => {
  const own = frames((make) => make()).map(String);
  assert(!own.some((frame) => frame.startsWith('runMicrotasks')), own.join('\n'));
});
