'use strict';

const fs = require('node:fs');
const Jasmine = require('jasmine');

fs.writeFileSync(
  'a.spec.js',
  `
  describe('a suite', () => {
    it('passes', () => { expect([1, 2]).toContain(2); });
    it('fails', () => { expect({ a: 1 }).toEqual({ a: 2 }); });
    it('spies', async () => { const spy = jasmine.createSpy('s').and.resolveTo(1); expect(await spy(2)).toBe(1); expect(spy).toHaveBeenCalledWith(2); });
  });`,
);
const runner = new Jasmine({ projectBaseDir: process.cwd() });
runner.randomizeTests(false);
runner.exitOnCompletion = false;
runner.clearReporters();
runner.addReporter({
  specDone: ({ fullName, status, failedExpectations }) =>
    console.log(
      fullName,
      status,
      failedExpectations.map(({ message }) => message),
    ),
});
runner.execute(['a.spec.js']).then(({ overallStatus }) => console.log(overallStatus));
