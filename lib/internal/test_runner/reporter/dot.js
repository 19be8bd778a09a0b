'use strict';

// A dot for each test that passed, an X for each that failed, and the failures at the end.

const { colors, formatReport, refreshColors, testError } = require('./marks');

const kMinColumns = 20;

/** @param {AsyncIterable<object>} source */
module.exports = async function* dot(source) {
  refreshColors();
  let count = 0;
  let columns = lineWidth();
  const failed = [];
  for await (const { type, data } of source) {
    if (type === 'test:pass') yield `${colors.green}.${colors.reset}`;
    if (type === 'test:fail') {
      yield `${colors.red}X${colors.reset}`;
      failed.push(data);
    }
    if ((type === 'test:fail' || type === 'test:pass') && ++count === columns) {
      yield '\n';
      // The terminal may have another size by now.
      columns = lineWidth();
      count = 0;
    }
  }
  yield '\n';
  if (failed.length === 0) return;
  yield `\n${colors.red}Failed tests:${colors.white}\n\n`;
  for (const data of failed) {
    yield formatReport('test:fail', data, '', '', testError(data, ''));
  }
};

function lineWidth() {
  return Math.max(process.stdout.columns ?? kMinColumns, kMinColumns);
}
