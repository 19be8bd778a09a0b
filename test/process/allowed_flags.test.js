'use strict';

const assert = require('node:assert');

const flags = process.allowedNodeEnvironmentFlags;
for (const flag of ['--no-warnings', '--no_warnings', 'no-warnings', '--stack-trace-limit=5', '-r', 'r', '--require']) {
  assert.ok(flags.has(flag), flag);
}
for (const flag of ['--r', '-e', '--eval', '--help', '--NO-WARNINGS', '---require', undefined]) {
  assert.ok(!flags.has(flag), flag);
}
flags.add('--eval');
Set.prototype.add.call(flags, '--eval');
flags.clear();
assert.ok(!flags.has('--eval') && flags.has('-r'));
assert.strictEqual([...flags].length, flags.size);
assert.ok(Object.isFrozen(flags));
