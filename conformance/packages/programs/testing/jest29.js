'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

fs.writeFileSync('package.json', '{"name":"sample","jest":{"testEnvironment":"node"}}');
fs.writeFileSync('sum.js', 'exports.sum = (a, b) => a + b; exports.fetchIt = () => require("./net").get();');
fs.writeFileSync('net.js', 'exports.get = () => { throw new Error("network"); };');
fs.writeFileSync(
  'sum.test.js',
  `
  jest.mock('./net', () => ({ get: jest.fn(() => 'mocked') }));
  const { sum, fetchIt } = require('./sum');
  test('adds', () => expect(sum(1, 2)).toBe(3));
  test('mocks', () => { expect(fetchIt()).toBe('mocked'); expect(require('./net').get).toHaveBeenCalledTimes(1); });
  test('fails', () => expect({ a: [1, 2] }).toEqual({ a: [1, 3] }));
  test.each([[1, 2], [2, 4]])('doubles %i', (a, b) => expect(a * 2).toBe(b));
  test('fakes time', () => { jest.useFakeTimers(); const f = jest.fn(); setTimeout(f, 1000); jest.advanceTimersByTime(1000); expect(f).toHaveBeenCalled(); });
  test('snapshot', () => expect({ b: new Map([[1, 2]]), d: new Date(0) }).toMatchInlineSnapshot(\`
    {
      "b": Map {
        1 => 2,
      },
      "d": 1970-01-01T00:00:00.000Z,
    }
  \`));
  test('rejects', async () => { await expect(Promise.reject(new TypeError('no'))).rejects.toThrow(TypeError); });`,
);
const bin = path.join(path.dirname(require.resolve('jest')), '../bin/jest.js');
const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--ci', '--runInBand', '--no-cache', '--verbose'], {
  encoding: 'utf8',
});
console.log(status, stdout, stderr);
