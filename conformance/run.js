#!/usr/bin/env node
'use strict';

// Runs Node.js's own tests, from a checkout of denoland/node_test, on a runtime. See README.md.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');

const { Containment } = require('./containment');
const lists = require('./lists');
const report = require('./report');
const { findTests } = require('./suite');

const root = path.join(__dirname, '..');

const usage = `usage: node conformance/run.js --tests <checkout of denoland/node_test> [options]

  --runtime <command>   what to test (default ./cortado; or bin/cortado, node, bun, deno)
  --suites <a,b>        folders of test/ (default ${lists.SUITES.join(',')})
  --filter <a,b>        only modules with these names, or files whose name starts with test-<one of them>
  --known               only what passing.txt lists: a check for regressions
  --jobs <n>            processes at a time (default 1 for every 2 cores)
  --shard <i/n>         every n-th test, starting with the i-th (1-based)
  --resume              go on with the results of an earlier run of the same runtime
  --timeout <seconds>   for each test (default: 10 and 20 starts of the runtime)
  --verbose             print what failing tests printed
  --update              add what passes to passing.txt and write docs/compatibility.md
  --baseline            write down what this runtime, a Node.js 24, passes, as what counts
  --report              only write docs/compatibility.md, from the lists
`;

const { values: options } = parseArgs({
  options: {
    tests: { type: 'string' },
    runtime: { type: 'string', default: path.join(root, 'cortado') },
    suites: { type: 'string', default: lists.SUITES.join(',') },
    filter: { type: 'string' },
    known: { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(Math.max(1, os.availableParallelism() >> 1)) },
    shard: { type: 'string', default: '1/1' },
    resume: { type: 'boolean', default: false },
    timeout: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    baseline: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function isAbout(test, part) {
  return part === test.module || path.basename(test.name).startsWith(`test-${part}`) ||
    test.name.includes(part) && part.includes('/');
}

/** The tests that the options ask for. */
function selectTests() {
  const wanted = options.filter?.split(',');
  const [shard, shards] = options.shard.split('/').map(Number);
  const known = options.known ? lists.passing() : null;
  return findTests(options.tests, options.suites.split(','))
    .filter((test) => !test.internal)
    .filter((test) => !wanted || wanted.some((part) => isAbout(test, part)))
    .filter((test) => !known || known.has(test.name))
    .filter((_, index) => index % shards === shard - 1);
}

/** Runs `tests`, some at a time; each result is on disk as soon as it is there. */
async function runAll(tests, containment, resultsFile) {
  const results = new Map();
  if (options.resume && fs.existsSync(resultsFile)) {
    for (const line of fs.readFileSync(resultsFile, 'utf8').split('\n').filter(Boolean)) {
      const result = JSON.parse(line);
      results.set(result.name, result);
    }
  } else {
    fs.rmSync(resultsFile, { force: true });
  }
  const queue = tests.filter((test) => !results.has(test.name));
  const total = queue.length;
  let done = 0;
  const worker = async (slot) => {
    for (let test = queue.shift(); test; test = queue.shift()) {
      const result = await containment.run(test, slot);
      results.set(test.name, result);
      const { output, ...kept } = result;
      fs.appendFileSync(resultsFile, `${JSON.stringify(kept)}\n`);
      report.progress(++done, total, result);
      if (options.verbose && result.outcome !== 'pass') {
        process.stdout.write(`${output.trimEnd()}\n\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: Number(options.jobs) }, (_, slot) => worker(slot)));
  return tests.map((test) => results.get(test.name));
}

/** Tests of passing.txt that fail now, and fail again when they run alone. */
async function regressions(tests, results, containment) {
  const known = lists.passing();
  const suspects = results.filter((result) => result.outcome !== 'pass' && known.has(result.name));
  const certain = [];
  for (const suspect of suspects) {
    const test = tests.find(({ name }) => name === suspect.name);
    const again = await containment.run(test, 0);
    if (again.outcome === 'pass') {
      suspect.outcome = 'pass';
    } else {
      certain.push(again);
    }
  }
  return certain;
}

async function main() {
  if (options.report) {
    report.writeCompatibility(path.join(root, 'docs/compatibility.md'));
    return;
  }
  if (options.help || !options.tests) {
    process.stdout.write(usage);
    process.exitCode = options.help ? 0 : 2;
    return;
  }
  const containment = new Containment(options.runtime, options.tests, options.timeout);
  const tests = selectTests();
  const name = path.basename(options.runtime);
  process.stderr.write(`${tests.length} tests on ${options.runtime}, ` +
    `${containment.seconds} s each at most, ${containment.description}\n`);
  const folder = path.join(root, 'target/conformance');
  fs.mkdirSync(folder, { recursive: true });
  const shard = options.shard === '1/1' ? '' : `-${options.shard.replace('/', '-of-')}`;
  const results = await runAll(tests, containment, path.join(folder, `${name}${shard}.jsonl`));

  if (options.baseline) {
    lists.writeBaseline(findTests(options.tests, options.suites.split(',')), results);
  }
  const isOurs = name === 'cortado';
  const lost = isOurs ? await regressions(tests, results, containment) : [];
  containment.close();
  report.printSummary(results);
  if (options.update && isOurs) {
    lists.addPassing(results);
    report.writeCompatibility(path.join(root, 'docs/compatibility.md'));
  }
  if (lost.length > 0) {
    process.stdout.write(`\n${lost.length} tests passed before and fail now:\n` +
      lost.map((result) => `  ${result.name} (${result.outcome})\n`).join(''));
    process.exitCode = 1;
  }
}

main();
