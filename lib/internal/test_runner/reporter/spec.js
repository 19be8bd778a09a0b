'use strict';

// Lines for people: what passed and failed, indented as the tests are nested, and all failures at the end.

const Transform = require('../../streams/transform');
const path = require('../../../path');
const { colors, diagnosticStyle, formatReport, indent, marks, refreshColors, testError } = require('./marks');

class SpecReporter extends Transform {
  /** Tests that have begun and told nothing yet, innermost first. */
  #open = [];
  #printed = [];
  #failed = [];
  #cwd = process.cwd();

  constructor() {
    super({ __proto__: null, writableObjectMode: true });
    refreshColors();
  }

  #line(type, data, prefix = '', isParent = false) {
    return formatReport(type, data, prefix, indent(data.nesting), isParent);
  }

  /** Names the suites around a result that have not been named. */
  #openParents() {
    let text = '';
    while (this.#open.length > 0) {
      const parent = this.#open.pop();
      if (parent.type === 'test:start') text += `${indent(parent.data.nesting)}${marks['arrow:right']}${parent.data.name}\n`;
      this.#printed.unshift(parent.data);
    }
    return text;
  }

  #result(type, data) {
    // Its own start is not news any more.
    this.#open.shift();
    if (type === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed') this.#failed.push(data);
    const prefix = this.#openParents();
    const isParent = this.#printed.length > 0 && this.#printed[0].nesting === data.nesting &&
      this.#printed[0].name === data.name;
    if (isParent) this.#printed.shift();
    return this.#line(type, data, prefix, isParent);
  }

  #event({ type, data }) {
    switch (type) {
      case 'test:start':
        this.#open.unshift({ __proto__: null, data, type });
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
      case 'test:coverage':
      case 'test:summary':
        return this.#summary(type, data);
      case 'test:interrupted':
        return this.#interrupted(data.tests);
      default:
        return '';
    }
  }

  #interrupted(tests) {
    const lines = tests.map(({ name, file, line, column, nesting }) => (
      `${indent(nesting)}${name}${file === undefined ? '' : ` at ${path.relative(this.#cwd, file)}:${line}:${column}`}\n`));
    return `\n${colors.yellow}Interrupted while running:${colors.white}\n${lines.join('')}`;
  }

  #summary(type, data) {
    // The sum of one file is not that of the run.
    if (type !== 'test:summary' || data.file !== undefined) return '';
    return this.#failures();
  }

  #failures() {
    if (this.#failed.length === 0) return '';
    const results = [`\n${colors.red}${marks['test:fail']}failing tests:${colors.white}\n`];
    for (const data of this.#failed) {
      if (data.file !== undefined) {
        results.push(`test at ${path.relative(this.#cwd, data.file)}:${data.line}:${data.column}`);
      }
      results.push(formatReport('test:fail', data, '', '', false, testError(data, '')));
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
