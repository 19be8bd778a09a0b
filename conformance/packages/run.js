#!/usr/bin/env node
'use strict';

// Runs small programs that use npm packages with Node.js 24 and with a runtime, and compares. See README.md.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { parseArgs } = require('node:util');

const { execute, namespaces } = require('../containment');
const { install } = require('./install');
const { differences, normalise } = require('./outcome');
const report = require('./report');

const root = path.join(__dirname, '../..');

const usage = `usage: node conformance/packages/run.js [options]

  --node <command>      a Node.js 24 to compare with (default node)
  --runtime <command>   what to test (default ./cortado)
  --only <a,b>          only programs that have one of these in their names (http/, build/webpack)
  --known               only what passing.txt lists: a check for regressions
  --jobs <n>            processes at a time (default 1 for every 2 cores)
  --timeout <seconds>   for each program (default 240)
  --verbose             print where the output of failing programs differs
  --update              add what passes to passing.txt and write docs/compatibility.md
  --report              only write docs/compatibility.md, from the lists
`;

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', default: 'node' },
    runtime: { type: 'string', default: path.join(root, 'cortado') },
    only: { type: 'string' },
    known: { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(Math.max(1, os.availableParallelism() >> 1)) },
    timeout: { type: 'string', default: '240' },
    verbose: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function environment(folder) {
  const env = { ...process.env, HOME: folder, TMPDIR: path.join(folder, 'tmp'), TZ: 'UTC', LANG: 'C.UTF-8' };
  for (const name of Object.keys(env)) {
    if (/^(NODE_|FORCE_COLOR|NO_COLOR|COLORTERM|CI$|npm_|XDG_)/.test(name)) delete env[name];
  }
  return env;
}

/** Runs one program, in an empty folder of its own. */
async function runProgram(name, kind, command, folder, prefix) {
  const home = path.join(folder, 'work', kind, name.replace(/\.\w+$/, ''));
  const cwd = path.join(home, 'here');
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(cwd, { recursive: true });
  fs.mkdirSync(path.join(home, 'tmp'));
  const result = await execute([...prefix, command, path.join(folder, 'programs', name)],
    { cwd, env: environment(home), seconds: Number(options.timeout) });
  const places = [[cwd, '<here>'], [home, '<home>'], [folder, '<packages>'], [command, '<runtime>']];
  return { ...result, stdout: normalise(result.stdout, places), stderr: normalise(result.stderr, places) };
}

function commandPath(command) {
  if (command.includes('/')) return path.resolve(command);
  return spawnSync('sh', ['-c', 'command -v "$0"', command], { encoding: 'utf8' }).stdout.trim();
}

async function compare(name, node, folder, prefix) {
  const expected = await runProgram(name, 'node', node, folder, prefix);
  const actual = await runProgram(name, 'runtime', commandPath(options.runtime), folder, prefix);
  const found = differences(expected, actual);
  let outcome = found === '' ? 'pass' : 'fail';
  if (actual.timedOut) outcome = 'timeout';
  if (expected.code !== 0) outcome = 'broken';
  return {
    name, outcome, seconds: actual.seconds, nodeSeconds: expected.seconds,
    found: outcome === 'broken' ? expected.output : found,
  };
}

async function main() {
  const page = path.join(root, 'docs/compatibility.md');
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  if (options.report) {
    report.writeCompatibility(page);
    return;
  }
  const node = commandPath(options.node);
  const version = spawnSync(node, ['-p', 'process.versions.v8 && process.version'], { encoding: 'utf8' }).stdout?.trim();
  if (!version?.startsWith('v24.')) {
    process.stderr.write(`${options.node} is not Node.js 24 (${version}): name one with --node\n`);
    process.exitCode = 2;
    return;
  }
  const folder = path.join(root, 'target/packages');
  install(__dirname, folder);
  const { prefix } = namespaces();
  const known = report.passing();
  const wanted = options.only?.split(',');
  const queue = report.programs()
    .filter((name) => !wanted || wanted.some((part) => name.includes(part)))
    .filter((name) => !options.known || known.has(name));
  const results = [];
  const worker = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) {
      const result = await compare(name, node, folder, prefix);
      results.push(result);
      report.printResult(result, options.verbose);
    }
  };
  await Promise.all(Array.from({ length: Number(options.jobs) }, worker));
  report.printSummary(results);
  if (options.update) {
    report.addPassing(results);
    report.writeCompatibility(page);
  }
  process.exitCode = results.some(({ name, outcome }) => outcome !== 'pass' && known.has(name)) ? 1 : 0;
}

main();
