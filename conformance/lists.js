'use strict';

const fs = require('node:fs');
const path = require('node:path');

const SUITES = ['parallel', 'sequential', 'es-module', 'async-hooks', 'module-hooks'];

const BASELINE = path.join(__dirname, 'node24.txt');
const INTERNAL = path.join(__dirname, 'internal.txt');
const PASSING = path.join(__dirname, 'passing.txt');

/** The names in a list: a line each, but for comments. */
function read(file) {
  if (!fs.existsSync(file)) return new Set();
  return new Set(fs.readFileSync(file, 'utf8').split('\n').filter((line) => line && line[0] !== '#'));
}

/** Writes a list, sorted. */
function write(file, comment, names) {
  fs.writeFileSync(file, `# ${comment}\n${[...names].sort().join('\n')}\n`);
}

/** Names of the public tests that Node.js 24 passes: what counts. */
const baseline = () => read(BASELINE);

/** Names of the tests that need Node.js's private insides. */
const internal = () => read(INTERNAL);

/** Names of the tests that Cortado passes. */
const passing = () => read(PASSING);

/**
 * Writes down what Node.js 24 passes, for the suites that were run.
 * @param {{name: string, internal: boolean}[]} tests all tests of these suites
 * @param {{name: string, outcome: string}[]} results
 */
function writeBaseline(tests, results) {
  const all = new Set(tests.map((test) => test.name));
  const names = [...baseline()].filter((name) => !all.has(name));
  const privates = [...internal()].filter((name) => !all.has(name));
  for (const result of results) {
    if (result.outcome === 'pass') names.push(result.name);
  }
  for (const test of tests) {
    if (test.internal) privates.push(test.name);
  }
  write(BASELINE, 'The public tests that Node.js 24 passes in this containment.', names);
  write(INTERNAL, "The tests that need Node.js's private insides.", privates);
}

/**
 * Adds to the list of what Cortado passes; nothing is ever taken off it here.
 * @param {{name: string, outcome: string}[]} results
 */
function addPassing(results) {
  const names = passing();
  const counted = baseline();
  for (const result of results) {
    if (result.outcome === 'pass' && counted.has(result.name)) names.add(result.name);
  }
  write(PASSING, "Node.js's own tests that Cortado passes; the list only grows.", names);
}

module.exports = { SUITES, read, write, baseline, internal, passing, writeBaseline, addPassing };
