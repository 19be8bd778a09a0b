'use strict';

const assert = require('node:assert');
const { parseArgs } = require('node:util');

const options = { force: { type: 'boolean', short: 'f' }, out: { type: 'string', short: 'o', multiple: true } };

const { values, positionals, tokens } = parseArgs({
  args: ['-fo', 'a', '--out=b', 'file', '--', '-x'], options, allowPositionals: true, tokens: true,
});
assert.deepStrictEqual({ ...values }, { force: true, out: ['a', 'b'] });
assert.deepStrictEqual(positionals, ['file', '-x']);
assert.deepStrictEqual(tokens.map((token) => token.index), [0, 0, 2, 3, 4, 5]);

assert.throws(() => parseArgs({ args: ['--nope'], options }), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
assert.throws(() => parseArgs({ args: ['-o', '-f'], options }), { code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' });
assert.throws(() => parseArgs({ args: ['x'], options }), { code: 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' });
