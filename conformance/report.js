'use strict';

const fs = require('node:fs');
const path = require('node:path');

const lists = require('./lists');
const { moduleOf } = require('./suite');

const START = '<!-- conformance: written by conformance/run.js, do not edit -->';
const END = '<!-- conformance: end -->';

/** One line for each test that does not pass, and how far the run is. */
function progress(done, total, result) {
  const line = `[${done}/${total}] ${result.outcome} ${result.name} ${result.seconds} s`;
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\x1b[K${line}${result.outcome === 'pass' ? '' : '\n'}`);
  } else if (result.outcome !== 'pass' || done % 100 === 0) {
    process.stderr.write(`${line}\n`);
  }
}

function percent(part, whole) {
  return whole === 0 ? '' : `${(100 * part / whole).toFixed(1)} %`;
}

const moduleOfName = (name) => moduleOf(path.dirname(name), path.basename(name));

/** Counts by module: of the names in `counted`, how many are in `passed`. */
function tally(counted, passed) {
  const rows = new Map();
  for (const name of counted) {
    const module = moduleOfName(name);
    const row = rows.get(module) ?? { module, passed: 0, counted: 0 };
    row.counted++;
    if (passed.has(name)) row.passed++;
    rows.set(module, row);
  }
  return [...rows.values()].sort((a, b) => (a.module < b.module ? -1 : 1));
}

function sum(rows) {
  return rows.reduce((total, row) => ({
    module: 'all',
    passed: total.passed + row.passed,
    counted: total.counted + row.counted,
  }), { passed: 0, counted: 0 });
}

/**
 * Prints the pass rate of a run by module. Only tests that Node.js 24 passes count.
 * @param {{name: string, outcome: string}[]} results
 */
function printSummary(results) {
  const baseline = lists.baseline();
  const names = results.map((result) => result.name);
  const counted = baseline.size === 0 ? names : names.filter((name) => baseline.has(name));
  const passed = new Set(results.filter(({ outcome }) => outcome === 'pass').map(({ name }) => name));
  const rows = tally(counted, passed);
  for (const row of [...rows, sum(rows)]) {
    const figures = `${row.passed}/${row.counted}`;
    const rate = percent(row.passed, row.counted);
    process.stdout.write(`${row.module.padEnd(22)}${figures.padStart(10)}${rate.padStart(10)}\n`);
  }
}

/**
 * Writes the table of docs/compatibility.md from the lists; the rest of that page stays.
 * @param {string} file
 */
function writeCompatibility(file) {
  const passing = lists.passing();
  const baseline = [...lists.baseline()];
  const privates = tally(lists.internal(), new Set());
  const rows = tally(baseline, passing);
  const parallel = sum(tally(baseline.filter((name) => name.startsWith('parallel/')), passing));
  const line = (row, name = row.module) => {
    const hidden = privates.find(({ module }) => module === row.module)?.counted ?? 0;
    return `| ${name} | ${row.passed} | ${row.counted} | ${percent(row.passed, row.counted)} | ${hidden} |`;
  };
  const table = [
    START,
    '',
    'Made by `node conformance/run.js --tests <checkout> --update` from the tests of Node.js 24.12.0.',
    'Only public tests that Node.js 24 itself passes in the same containment count. Tests that need',
    "Node.js's private insides are in the last column and count nowhere.",
    '',
    '| module | passed | of | rate | private |',
    '|---|---:|---:|---:|---:|',
    ...rows.map((row) => line(row)),
    line(parallel, '**all of test/parallel**'),
    line(sum(rows), '**all**').replace(/\| 0 \|$/, `| ${lists.internal().size} |`),
    '',
    END,
  ].join('\n');
  replaceSection(file, START, END, table);
}

/**
 * Puts `text`, which begins and ends with the markers, in the place of what is between them in `file`.
 * @param {string} file
 * @param {string} start
 * @param {string} end
 * @param {string} text
 */
function replaceSection(file, start, end, text) {
  const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : `# Compatibility\n\n${start}\n${end}\n`;
  const from = before.indexOf(start);
  const to = before.indexOf(end);
  const after = from < 0 || to < 0
    ? `${before.trimEnd()}\n\n${text}\n`
    : before.slice(0, from) + text + before.slice(to + end.length);
  fs.writeFileSync(file, after);
}

module.exports = { percent, progress, printSummary, replaceSection, writeCompatibility };
