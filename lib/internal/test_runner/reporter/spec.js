'use strict';

// Lines for people: what passed and failed, indented as the tests are nested, and all failures at the end.

const Transform = require('../../streams/transform');
const path = require('../../../path');
const { colors, diagnosticStyle, formatReport, indent, marks, refreshColors, testError } = require('./marks');

class SpecReporter extends Transform {
  /** Tests that have begun and told nothing yet, innermost first. */
  #open = [];
  #failed = [];
  #cwd = process.cwd();

  constructor() {
    super({ __proto__: null, writableObjectMode: true });
    refreshColors();
  }

  /** Names the suites around a result that have not been named. */
  #openParents() {
    let text = '';
    while (this.#open.length > 0) {
      const { name, nesting } = this.#open.pop();
      text += `${indent(nesting)}${marks['arrow:right']}${name}\n`;
    }
    return text;
  }

  #result(type, data) {
    // Its own start is not news any more.
    this.#open.shift();
    if (type === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed') this.#failed.push(data);
    const prefix = this.#openParents();
    return formatReport(type, data, prefix, indent(data.nesting));
  }

  #event({ type, data }) {
    switch (type) {
      case 'test:start':
        this.#open.unshift(data);
        return '';
      case 'test:fail':
      case 'test:pass':
        return this.#result(type, data);
      case 'test:stderr':
      case 'test:stdout':
        return data.message;
      case 'test:diagnostic': {
        const { color, sign } = diagnosticStyle(data.level);
        return `${color}${indent(data.nesting)}${sign}${data.message}${colors.white}\n`;
      }
      case 'test:summary':
        // The sum of one file is not that of the run.
        return data.file === undefined ? this.#failures() : '';
      default:
        return '';
    }
  }

  #failures() {
    if (this.#failed.length === 0) return '';
    const results = [`\n${colors.red}${marks['test:fail']}failing tests:${colors.white}\n`];
    for (const data of this.#failed) {
      if (data.file !== undefined) {
        results.push(`test at ${path.relative(this.#cwd, data.file)}:${data.line}:${data.column}`);
      }
      results.push(formatReport('test:fail', data, '', '', testError(data, '')));
    }
    this.#failed = [];
    return results.join('\n');
  }

  _transform(event, encoding, callback) {
    callback(null, this.#event(event));
  }

  _flush(callback) {
    callback(null, this.#failures());
  }
}

module.exports = SpecReporter;
