#!/usr/bin/env node
'use strict';

// Measures Cortado next to Node.js, Bun and Deno in one run. See README.md.

const path = require('node:path');
const { parseArgs } = require('node:util');

const { LoadGenerator } = require('./load');
const report = require('./report');
const { findRuntimes } = require('./runtimes');
const { scenarios } = require('./scenarios');

const usage = `usage: node bench/run.js [options]

  --only <a,b>       scenarios whose name contains one of these; their rows of the page are replaced
  --runtimes <a,b>   of cortado,node,bun,deno (default all)
  --cortado <file>   the launcher to measure (default: the distribution, else ./cortado)
  --rounds <n>       turns of each runtime, where turns are long (default: what each scenario asks for)
  --warmup <s>       seconds of warm-up (default 8; twelve times that for HTTP)
  --seconds <s>      seconds that are measured after it (default 3)
  --quick            a short look: 1 round, 1 s of warm-up, 1 s measured
  --no-write         print only; docs/benchmarks.md stays as it is
`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    runtimes: { type: 'string', default: 'cortado,node,bun,deno' },
    cortado: { type: 'string' },
    rounds: { type: 'string' },
    warmup: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'no-write': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/**
 * Lets each runtime take its turns, one after the other within each round: the machine's own speed
 * changes from minute to minute. One that fails is left out of the scenario from then on.
 */
async function measure(scenario, runtimes, settings) {
  const asked = scenario.isBrief ? undefined : options.rounds;
  const rounds = Number(asked ?? (options.quick ? 1 : scenario.rounds));
  const results = new Map(runtimes.map(({ name }) => [name, []]));
  const subjects = new Map();
  const attempt = async (what, runtime, action) => {
    process.stderr.write(`${scenario.name}: ${runtime.name} ${what}\n`);
    try {
      return await action();
    } catch (error) {
      subjects.delete(runtime);
      process.stderr.write(`${runtime.name} failed: ${error.message}\n`);
      return undefined;
    }
  };
  for (const runtime of runtimes) {
    subjects.set(runtime, runtime);
    if (!scenario.open) continue;
    const opened = await attempt('starts', runtime, () => scenario.open(runtime, settings));
    if (opened) subjects.set(runtime, opened);
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [runtime, subject] of [...subjects]) {
      const figures = await attempt(`${round}/${rounds}`, runtime, () => scenario.run(subject, settings));
      if (figures) results.get(runtime.name).push(figures);
    }
  }
  for (const subject of subjects.values()) await scenario.close?.(subject);
  return results;
}

async function main() {
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const runtimes = findRuntimes(options.runtimes.split(','), options.cortado);
  const wanted = options.only?.split(',');
  const chosen = scenarios
    .filter(({ name }) => !wanted || wanted.some((part) => name.includes(part)));
  const load = await LoadGenerator.start();
  const settings = {
    load,
    quick: options.quick,
    warmup: Number(options.warmup ?? (options.quick ? 1 : 8)),
    seconds: Number(options.seconds ?? (options.quick ? 1 : 3)),
  };
  const results = new Map();
  try {
    for (const scenario of chosen) {
      const measured = await measure(scenario, runtimes, settings);
      results.set(scenario.name, measured);
      process.stdout.write(`${report.table([scenario], results, runtimes)}\n\n`);
    }
  } finally {
    load.stop();
  }
  if (options['no-write'] || options.quick) return;
  const file = path.join(__dirname, '../docs/benchmarks.md');
  const table = report.table(chosen, results, runtimes);
  if (wanted) report.rewrite(file, table);
  else report.write(file, table, settings);
}

main();
