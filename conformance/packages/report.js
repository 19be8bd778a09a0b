'use strict';

const fs = require('node:fs');
const path = require('node:path');

const lists = require('../lists');
const { percent, replaceSection } = require('../report');

const PASSING = path.join(__dirname, 'passing.txt');
const OPEN = path.join(__dirname, 'open.txt');
const START = '<!-- packages: written by conformance/packages/run.js, do not edit -->';
const END = '<!-- packages: end -->';

/** All programs, as `area/name.js`. */
function programs() {
  const folder = path.join(__dirname, 'programs');
  return fs.readdirSync(folder, { recursive: true }).filter((name) => /\.m?js$/.test(name)).sort();
}

/** The programs that have passed. */
const passing = () => lists.read(PASSING);

/**
 * Adds to the list of what passes; nothing is ever taken off it here.
 * @param {{name: string, outcome: string}[]} results
 */
function addPassing(results) {
  const names = passing();
  for (const { name, outcome } of results) {
    if (outcome === 'pass') names.add(name);
  }
  lists.write(PASSING, 'Programs that say with Cortado what they say with Node.js; the list only grows.', names);
}

/**
 * Prints how one program went.
 * @param {{name: string, outcome: string, seconds: number, nodeSeconds: number, found: string}} result
 * @param {boolean} verbose
 */
function printResult({ name, outcome, seconds, nodeSeconds, found }, verbose) {
  process.stdout.write(`${outcome.padEnd(8)}${name.padEnd(36)}${nodeSeconds.toFixed(1).padStart(8)} s` +
    `${seconds.toFixed(1).padStart(8)} s\n`);
  if (verbose && found) process.stdout.write(`${found.trimEnd()}\n\n`);
}

/** Counts by area: of the programs in `names`, how many are in `passed`. */
function tally(names, passed) {
  const rows = new Map();
  for (const name of names) {
    const area = path.dirname(name);
    const row = rows.get(area) ?? { area, passed: 0, counted: 0 };
    row.counted++;
    if (passed.has(name)) row.passed++;
    rows.set(area, row);
  }
  const all = [...rows.values()];
  return [...all, {
    area: 'all',
    passed: all.reduce((sum, row) => sum + row.passed, 0),
    counted: names.length,
  }];
}

/**
 * Prints the counts of a run by area.
 * @param {{name: string, outcome: string}[]} results
 */
function printSummary(results) {
  const passed = new Set(results.filter(({ outcome }) => outcome === 'pass').map(({ name }) => name));
  process.stdout.write('\n');
  for (const row of tally(results.map(({ name }) => name).sort(), passed)) {
    process.stdout.write(`${row.area.padEnd(16)}${`${row.passed}/${row.counted}`.padStart(10)}` +
      `${percent(row.passed, row.counted).padStart(10)}\n`);
  }
}

/** What does not pass and why, from open.txt: a name, a space and the reason in each line. */
function reasons() {
  return new Map([...lists.read(OPEN)].map((line) => {
    const space = line.indexOf(' ');
    return [line.slice(0, space), line.slice(space + 1)];
  }));
}

/**
 * Writes the packages' table of docs/compatibility.md from the lists; the rest of that page stays.
 * @param {string} file
 */
function writeCompatibility(file) {
  const names = programs();
  const passed = passing();
  const why = reasons();
  const open = names.filter((name) => !passed.has(name));
  replaceSection(file, START, END, [
    START,
    '',
    `Made by \`node conformance/packages/run.js --update\`: ${names.length} small programs that use npm packages, each run with Node.js 24`,
    'and with Cortado. A program passes when both print the same and end with the same exit code.',
    '',
    '| area | passed | of | rate |',
    '|---|---:|---:|---:|',
    ...tally(names, passed).map(({ area, passed: part, counted }) =>
      `| ${area === 'all' ? '**all**' : area} | ${part} | ${counted} | ${percent(part, counted)} |`),
    '',
    '| what does not pass | why |',
    '|---|---|',
    ...open.map((name) => `| ${name} | ${why.get(name) ?? 'has not been run to its end yet'} |`),
    '',
    END,
  ].join('\n'));
}

module.exports = { addPassing, passing, printResult, printSummary, programs, writeCompatibility };
