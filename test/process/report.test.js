'use strict';

// Diagnostic reports: by call, on an uncaught exception, on a signal.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

const { report } = process;
const found = report.getReport(new RangeError('too far'));
assert.strictEqual(found.header.trigger, 'GetReport');
assert.strictEqual(found.header.processId, process.pid);
assert.strictEqual(found.javascriptStack.message, 'RangeError: too far');
assert.ok(found.javascriptStack.stack.some((line) => line.includes('report.test.js')));
assert.ok(found.userLimits.open_files.soft > 0);
assert.throws(() => report.getReport('text'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => { report.signal = 'SIGNONE'; }, { code: 'ERR_UNKNOWN_SIGNAL' });

report.reportOnSignal = true;
assert.strictEqual(process.listenerCount('SIGUSR2'), 1);
report.signal = 'SIGHUP';
assert.deepStrictEqual([process.listenerCount('SIGUSR2'), process.listenerCount('SIGHUP')], [0, 1]);
report.reportOnSignal = false;
assert.strictEqual(process.listenerCount('SIGHUP'), 0);

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
try {
  const child = spawnSync(
    process.execPath,
    ['--report-uncaught-exception', `--report-dir=${directory}`, '--report-compact', '-e', 'throw new TypeError("oops")'],
    { encoding: 'utf8' });
  assert.strictEqual(child.status, 1);
  const [file] = fs.readdirSync(directory);
  assert.match(file, new RegExp(`^report\\.\\d{8}\\.\\d{6}\\.${child.pid}\\.0\\.001\\.json$`));
  assert.match(child.stderr, /TypeError: oops[^]*Writing Node\.js report to file: report\.[^]*completed\n\nNode\.js v24/);
  const text = fs.readFileSync(path.join(directory, file), 'utf8');
  assert.strictEqual(text.indexOf('\n'), text.length - 1);
  assert.strictEqual(JSON.parse(text).header.event, 'Exception');

  report.directory = path.join(directory, 'missing');
  report.filename = 'r.json';
  const told = spawnSync(process.execPath, ['-e', `process.report.directory = ${JSON.stringify(report.directory)};
    console.log(JSON.stringify(process.report.writeReport()))`], { encoding: 'utf8' });
  assert.match(told.stderr, /^\nFailed to open Node\.js report file: report\.\S+ directory: \S+missing \(errno: 2\)\n$/);
  assert.strictEqual(told.stdout, '""\n');
} finally {
  fs.rmSync(directory, { recursive: true });
}
