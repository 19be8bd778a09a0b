'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');

fs.writeFileSync(
  'a.spec.js',
  `
  const { expect } = require('chai');
  describe('sums', function () {
    before(async () => {});
    it('adds', () => { expect(1 + 1).to.equal(2); });
    it('fails', () => { expect({ a: 1, b: [1] }).to.deep.equal({ a: 2, b: [1] }); });
    it('waits', (done) => setTimeout(done, 5));
    it('is slow', function (done) { this.timeout(20); });
    it.skip('is left out', () => {});
    it('is pending');
  });`,
);
fs.writeFileSync('b.spec.mjs', 'it("is an ES module", () => {});');
const bin = require.resolve('mocha/bin/mocha.js');
for (const reporter of ['spec', 'tap', 'dot']) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--reporter', reporter, 'a.spec.js', 'b.spec.mjs'], {
    encoding: 'utf8',
  });
  console.log(status, stdout, stderr);
}
