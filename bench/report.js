'use strict';

const fs = require('node:fs');
const os = require('node:os');

const START = '<!-- bench: written by bench/run.js, do not edit -->';
const END = '<!-- bench: end -->';

function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function number(value, digits = 0) {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** One row: each runtime's median, and its ratio to Node.js. */
function row(figure, key, measured, runtimes) {
  const medians = new Map(runtimes.map(({ name }) => {
    const values = (measured.get(name) ?? []).map((result) => result[key]);
    return [name, values.length > 0 ? median(values) : undefined];
  }));
  const base = medians.get('node');
  const cells = runtimes.map(({ name }) => {
    const value = medians.get(name);
    if (value === undefined) return 'failed';
    const digits = value < 10 ? (figure.digits ?? 0) : Math.min(figure.digits ?? 0, 1);
    const ratio = name === 'node' || !base ? '' : ` (${(value / base).toFixed(2)} ×)`;
    return `${number(value, digits)} ${figure.unit}`.trimEnd() + ratio;
  });
  return `| ${figure.title} | ${figure.better} | ${cells.join(' | ')} |`;
}

/**
 * Makes the table of one run.
 * @param {import('./scenarios').Scenario[]} scenarios
 * @param {Map<string, Map<string, object[]>>} results of each scenario, by runtime
 * @param {{name: string, version: string}[]} runtimes
 */
function table(scenarios, results, runtimes) {
  const lines = [
    `| scenario | better | ${runtimes.map(({ name, version }) => `${name} ${version}`).join(' | ')} |`,
    `|---|---|${'---:|'.repeat(runtimes.length)}`,
  ];
  for (const scenario of scenarios) {
    const measured = results.get(scenario.name);
    for (const [key, figure] of Object.entries(scenario.figures)) {
      if (measured) lines.push(row(figure, key, measured, runtimes));
    }
  }
  return lines.join('\n');
}

function machine() {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${cpu.model.trim()}, ${os.cpus().length} cores, ${memory} GiB, ` +
    `${os.type()} ${os.release().split('-')[0]} ${os.arch()}`;
}

/** Puts the table into its place in the page; the rest of the page stays. */
function write(file, text, settings) {
  const part = [
    START,
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)} with \`node bench/run.js\` on ${machine()}.`,
    'Medians; runtimes take turns within each scenario. In brackets: the ratio to Node.js.',
    `In-process figures follow ${settings.warmup} s of warm-up, HTTP figures ${12 * settings.warmup} s`,
    'with 64 kept-alive connections; the load generator shares the machine.',
    '',
    text,
    '',
    END,
  ].join('\n');
  const page = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : `# Benchmarks\n\n${START}\n${END}\n`;
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  fs.writeFileSync(file, start < 0 || end < 0
    ? `${page.trimEnd()}\n\n${part}\n`
    : page.slice(0, start) + part + page.slice(end + END.length));
}

const AGAIN = 'Measured again later, each row in one run of its own: ';

/** The first cell of a row. */
function title(line) {
  return line.split('|')[1].trim();
}

/** Puts the rows of a later run in the place of those of the same names, and says when that was. */
function rewrite(file, text) {
  const rows = new Map(text.split('\n').slice(2).map((line) => [title(line), line]));
  const date = new Date().toISOString().slice(0, 10);
  const page = fs.readFileSync(file, 'utf8');
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  const lines = page.slice(start, end).trimEnd().split('\n')
    .map((line) => (line.startsWith('| ') ? rows.get(title(line)) ?? line : line));
  const before = lines.find((line) => line.startsWith(AGAIN))?.slice(AGAIN.length, -1).split('; ') ?? [];
  const kept = before.filter((entry) => !rows.has(entry.slice(0, entry.lastIndexOf(' ('))));
  const again = [...kept, ...[...rows.keys()].map((name) => `${name} (${date})`)];
  const table = lines.filter((line) => !line.startsWith(AGAIN));
  while (table.at(-1) === '') table.pop();
  const part = [...table, '', `${AGAIN}${again.join('; ')}.`, '', ''];
  fs.writeFileSync(file, page.slice(0, start) + part.join('\n') + page.slice(end));
}

module.exports = { rewrite, table, write };
