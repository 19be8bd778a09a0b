'use strict';

// `process.report`: what to know of the process when something went wrong, as a document.

const path = require('../../path');
const { codes: { ERR_SYNTHETIC } } = require('../errors');
const { getOptionValue } = require('../options');
const { validateBoolean, validateObject, validateSignalName, validateString } = require('../validators');

const STDOUT = 1;
const STDERR = 2;

const settings = {
  directory: getOptionValue('--report-dir'),
  filename: getOptionValue('--report-filename'),
  compact: getOptionValue('--report-compact'),
  excludeNetwork: getOptionValue('--report-exclude-network'),
  signal: getOptionValue('--report-signal'),
  reportOnFatalError: getOptionValue('--report-on-fatalerror'),
  reportOnSignal: getOptionValue('--report-on-signal'),
  reportOnUncaughtException: getOptionValue('--report-uncaught-exception'),
  excludeEnv: getOptionValue('--report-exclude-env'),
};

const validate = {
  __proto__: null,
  directory: (value) => validateString(value, 'directory'),
  filename: (value) => validateString(value, 'filename'),
  signal: (value) => validateSignalName(value, 'signal'),
};

let sequence = 0;

function document(reason, filename, error) {
  return require('./report/sections').collect({ ...reason, filename }, error, settings);
}

function twoDigits(number) {
  return String(number).padStart(2, '0');
}

/** `report.YYYYMMDD.HHMMSS.<pid>.<thread>.<sequence>.json`, in local time. */
function defaultName() {
  const now = new Date();
  const date = `${now.getFullYear()}${twoDigits(now.getMonth() + 1)}${twoDigits(now.getDate())}`;
  const time = `${twoDigits(now.getHours())}${twoDigits(now.getMinutes())}${twoDigits(now.getSeconds())}`;
  return `report.${date}.${time}.${process.pid}.0.${String(++sequence).padStart(3, '0')}.json`;
}

function print(fd, text) {
  internalBinding('stdio').writeString(fd, text);
}

/** Writes a report; returns the file's name, or '' if there is none. */
function write(reason, file, error) {
  const filename = file || settings.filename || defaultName();
  const stream = { __proto__: null, stdout: STDOUT, stderr: STDERR }[filename];
  const text = `${JSON.stringify(document(reason, filename, error), null, settings.compact ? 0 : 2)}\n`;
  if (stream !== undefined) {
    print(stream, text);
  } else if (!writeFile(filename, text)) {
    return '';
  }
  if (stream !== STDOUT) print(STDERR, 'Node.js report completed\n');
  return filename;
}

function writeFile(filename, text) {
  const folder = settings.directory || getOptionValue('--diagnostic-dir');
  const target = folder === '' ? filename : path.join(folder, filename);
  try {
    require('../../fs').writeFileSync(target, text);
  } catch (error) {
    const directory = folder === '' ? '' : ` directory: ${folder}`;
    print(STDERR, `\nFailed to open Node.js report file: ${filename}${directory} (errno: ${-error.errno})\n`);
    return false;
  }
  print(STDERR, `\nWriting Node.js report to file: ${filename}\n`);
  return true;
}

const report = {
  /**
   * @param {string} [file] in `report.directory`; `stdout` and `stderr` are those streams
   * @param {Error} [error] whose stack the report shows
   * @returns {string} the file's name
   */
  writeReport(file, error) {
    let name = file;
    let shown = error;
    if (typeof file === 'object' && file !== null && error === undefined) {
      name = undefined;
      shown = file;
    } else if (file !== undefined) {
      validateString(file, 'file');
    }
    // Without an error the report shows where it was asked for.
    if (shown === undefined) shown = new ERR_SYNTHETIC();
    else validateObject(shown, 'err');
    return write({ event: 'JavaScript API', trigger: 'API' }, name, shown);
  },

  /**
   * @param {Error} [error]
   * @returns {object}
   */
  getReport(error) {
    const shown = error === undefined ? new ERR_SYNTHETIC() : error;
    validateObject(shown, 'err');
    return document({ event: 'JavaScript API', trigger: 'GetReport' }, null, shown);
  },
};

for (const name of Object.keys(settings)) {
  const check = validate[name] ?? ((value) => validateBoolean(value, name));
  const accessors = {
    get [name]() {
      return settings[name];
    },
    set [name](value) {
      check(value);
      stopListening();
      settings[name] = value;
      listen();
    },
  };
  Object.defineProperty(report, name, Object.getOwnPropertyDescriptor(accessors, name));
}

function onSignal(signal) {
  write({ event: signal, trigger: 'Signal' }, undefined, new ERR_SYNTHETIC());
}

function listen() {
  if (settings.reportOnSignal) process.on(settings.signal, onSignal);
}

function stopListening() {
  if (settings.reportOnSignal) process.removeListener(settings.signal, onSignal);
}

/** Writes a report of an exception that ends the process, if the settings say so. */
function onFatalException(error) {
  if (settings.reportOnUncaughtException) write({ event: 'Exception', trigger: 'Exception' }, undefined, error);
}

module.exports = { listen, onFatalException, report };
