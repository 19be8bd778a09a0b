'use strict';

// What the program runs on can't be assigned, but redefined, as test suites do.

const assert = require('assert');

for (const name of ['version', 'arch', 'platform', 'pid']) {
  assert.throws(() => { process[name] = 'other'; }, TypeError);
  const { value } = Object.getOwnPropertyDescriptor(process, name);
  Object.defineProperty(process, name, { value: 'other' });
  assert.strictEqual(process[name], 'other');
  Object.defineProperty(process, name, { value });
}
const { node } = process.versions;
assert.throws(() => { process.versions.node = '1.0.0'; }, TypeError);
Object.defineProperty(process.versions, 'node', { value: '1.0.0' });
assert.strictEqual(process.versions.node, '1.0.0');
Object.defineProperty(process.versions, 'node', { value: node });

// The environment is a plain object when it is copied, and has no variable without a name.
process.env.CORTADO_TEST_VARIABLE = 'x';
assert.strictEqual(structuredClone(process.env).CORTADO_TEST_VARIABLE, 'x');
process.env[''] = 'x';
assert.strictEqual(process.env[''], undefined);
