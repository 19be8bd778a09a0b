'use strict';

const assert = require('node:assert');

// What warns from within Error.prepareStackTrace has no stack to look at, and warns all the same.
const warnings = [];
process.on('warning', (warning) => warnings.push(warning.code));
Error.prepareStackTrace = () => new Buffer(1);
assert.ok(Buffer.isBuffer(new Error().stack));
delete Error.prepareStackTrace;
process.on('exit', () => assert.deepStrictEqual(warnings, ['DEP0005']));
