'use strict';

// Without NODE_V8_COVERAGE there is nothing to write or stop.

const assert = require('node:assert');
const v8 = require('node:v8');

delete process.env.NODE_V8_COVERAGE;
assert.strictEqual(v8.takeCoverage(), undefined);
assert.strictEqual(v8.stopCoverage(), undefined);
