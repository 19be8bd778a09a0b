// Flags: --experimental-test-module-mocks --no-warnings

import assert from 'node:assert';
import { createRequire } from 'node:module';
import { mock } from 'node:test';

const require = createRequire(import.meta.url);
const real = require('node:os');

const context = mock.module('node:os', { namedExports: { hostname: () => 'mocked' }, defaultExport: { extra: 1 } });
assert.strictEqual(require('os').hostname(), 'mocked');
assert.strictEqual(require('os').extra, 1);
const imported = await import('node:os');
assert.strictEqual(imported.hostname(), 'mocked');
assert.strictEqual(imported.platform, undefined);
assert.throws(() => mock.module('os'), { code: 'ERR_INVALID_STATE' });
context.restore();
assert.strictEqual(require('os'), real);
assert.strictEqual((await import('node:os')).default, real);
