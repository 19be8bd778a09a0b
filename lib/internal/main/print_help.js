'use strict';

const { writeString } = internalBinding('stdio');

const STDOUT = 1;

const options = [
  ['-', 'script read from stdin (default if no file name is provided)'],
  ['--', 'indicate the end of options'],
  ['-c, --check', 'syntax check script without executing'],
  ['-C, --conditions=...', 'additional user conditions for conditional exports and imports'],
  ['--env-file=...', 'set environment variables from a file'],
  ['--env-file-if-exists=...', 'set environment variables from a file if it is there'],
  ['-e, --eval=...', 'evaluate script'],
  ['-h, --help', 'print command line options'],
  ['--import=...', 'ES module to preload'],
  ['--input-type=...', 'module type of the text of -e or stdin'],
  ['--max-http-header-size=...', 'maximum size of HTTP headers (default: 16384)'],
  ['--no-deprecation', 'silence deprecation warnings'],
  ['--no-warnings', 'silence all process warnings'],
  ['--pending-deprecation', 'emit pending deprecation warnings'],
  ['--preserve-symlinks', 'keep symbolic links when resolving modules'],
  ['-p, --print [...]', 'evaluate script and print result'],
  ['-r, --require=...', 'CommonJS module to preload'],
  ['--stack-trace-limit=...', 'number of frames in stack traces'],
  ['--test', 'run test files: those named, or all that are found below the working directory'],
  ['--test-name-pattern=...', 'run tests whose names fit a regular expression'],
  ['--test-only', 'run tests with the option `only`'],
  ['--test-reporter=...', 'spec, tap, dot, junit or a module that shows what tests do'],
  ['--throw-deprecation', 'throw an exception on deprecations'],
  ['--trace-deprecation', 'show stack traces on deprecations'],
  ['--trace-warnings', 'show stack traces on process warnings'],
  ['--unhandled-rejections=...', 'define unhandled rejections behavior'],
  ['-v, --version', 'print Node.js version'],
];

const environment = [
  ['NODE_OPTIONS', 'set CLI options in the environment via a space-separated list'],
  ['NODE_PATH', "':'-separated list of directories prefixed to the module search path"],
  ['UV_THREADPOOL_SIZE', 'number of threads of the work pool (default: 4)'],
  ['CORTADO_JAVA_OPTS', 'options of the Java virtual machine'],
];

const WIDTH = 30;

function table(rows) {
  return rows.map(([name, text]) => `  ${name.padEnd(WIDTH)}${text}\n`).join('');
}

writeString(STDOUT, `Usage: cortado [options] [ script.js ] [arguments]

Options:
${table(options)}
Environment variables:
${table(environment)}`);
