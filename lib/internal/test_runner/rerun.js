'use strict';

// --test-rerun-failures: a file remembers which tests passed in the runs so far, so that only the others run again.

const fs = require('../../fs');
const path = require('../../path');
const { codes: { ERR_INVALID_STATE } } = require('../errors');

/**
 * The runs that a file tells of: for each an object that has, by where a test is, its name, those of the tests around
 * it, and the run in which it first passed. Tests written at one place are told apart by their order.
 */
class RerunState {
  #file;
  #cwd;
  #runs;
  #lookUps = new Map();
  #results = new Map();
  #passed = {};
  /** The names of the tests that are being reported, outermost first. */
  #names = [];

  /**
   * @param {string} file may not be there yet
   * @param {string} cwd what places are relative to
   */
  constructor(file, cwd) {
    this.#file = file;
    this.#cwd = cwd;
    this.#runs = readRuns(file);
  }

  /** How many runs there were before this one. */
  get attempt() {
    return this.#runs.length;
  }

  /** Node.js stops counting at one, and so skips tests that have failed. */
  #key(location, counts) {
    const place = `${path.relative(this.#cwd, location.file)}:${location.line}:${location.column}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    return count === 0 ? place : `${place}:(${count})`;
  }

  /**
   * To be asked once for each test, in the order in which they are made.
   * @param {import('./test').Test} test
   * @returns {number | undefined} the run in which it passed
   */
  passedOnAttempt({ name, location, parent }) {
    if (location === undefined) return undefined;
    const known = this.#runs.at(-1)?.[this.#key(location, this.#lookUps)];
    // Another test may have taken its place: in the file, or because one with subtests there does not run any more.
    if (known === undefined || known.name !== name) return undefined;
    const isThere = known.parent === undefined || (parent.parent !== null && known.parent === parent.fullName);
    return isThere ? known.passed_on_attempt : undefined;
  }

  /**
   * Notes the results that a run reports, and writes them down when it ends.
   * @param {import('./tests_stream').TestsStream} reporter
   */
  follow(reporter) {
    reporter.on('test:start', ({ name, nesting }) => this.#names[nesting] = name);
    reporter.on('test:pass', (data) => this.#add(data, true));
    reporter.on('test:fail', (data) => this.#add(data, false));
    reporter.on('test:summary', ({ file }) => {
      if (file === undefined) this.#write();
    });
  }

  #add(data, isPassed) {
    if (data.file === undefined) return;
    const key = this.#key(data, this.#results);
    if (!isPassed) return;
    const { attempt, passed_on_attempt: passedOnAttempt = attempt } = data.details;
    this.#passed[key] = { name: data.name, passed_on_attempt: passedOnAttempt };
    if (data.nesting > 0) this.#passed[key].parent = this.#names.slice(0, data.nesting).join(' > ');
  }

  #write() {
    fs.writeFileSync(this.#file, JSON.stringify([...this.#runs, this.#passed], null, 2));
  }
}

function readRuns(file) {
  let text;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  const runs = JSON.parse(text);
  if (!Array.isArray(runs)) throw new ERR_INVALID_STATE(`'${file}' is not a file of --test-rerun-failures`);
  return runs;
}

module.exports = { RerunState };
