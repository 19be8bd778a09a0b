'use strict';

const { writeString } = internalBinding('stdio');

const STDOUT = 1;

const options = [
  ['-', 'script read from stdin (default if no file name is provided)'],
  ['--', 'indicate the end of options'],
  ['-c, --check', 'syntax check script without executing'],
  ['-C, --conditions=...', 'additional user conditions for conditional exports and imports'],
  ['--disable-proto=...', 'delete Object.prototype.__proto__, or have it throw'],
  ['--disable-warning=...', 'silence warnings of that name or code'],
  ['--enable-source-maps', 'read source maps for stack traces'],
  ['--entry-url', 'the program is named by a URL'],
  ['--env-file=...', 'set environment variables from a file'],
  ['--env-file-if-exists=...', 'set environment variables from a file if it is there'],
  ['-e, --eval=...', 'evaluate script'],
  ['--frozen-intrinsics', 'freeze the objects of the language'],
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
  ['--run=...', 'run a script of package.json'],
  ['--stack-trace-limit=...', 'number of frames in stack traces'],
  ['--test', 'run test files: those named, or all that are found below the working directory'],
  ['--test-name-pattern=...', 'run tests whose names fit a regular expression'],
  ['--test-only', 'run tests with the option `only`'],
  ['--test-reporter=...', 'spec, tap, dot, junit or a module that shows what tests do'],
  ['--throw-deprecation', 'throw an exception on deprecations'],
  ['--title=...', 'the title of the process'],
  ['--trace-deprecation', 'show stack traces on deprecations'],
  ['--trace-warnings', 'show stack traces on process warnings'],
  ['--unhandled-rejections=...', 'define unhandled rejections behavior'],
  ['--v8-options', 'print the options of V8 that have an effect'],
  ['-v, --version', 'print Node.js version'],
];

const environment = [
  ['NODE_OPTIONS', 'set CLI options in the environment via a space-separated list'],
  ['NODE_PATH', "':'-separated list of directories prefixed to the module search path"],
  ['UV_THREADPOOL_SIZE', 'number of threads of the work pool (default: 4)'],
  ['CORTADO_JAVA_OPTS', 'options of the Java virtual machine'],
];

const v8Options = [
  ['--abort-on-uncaught-exception', 'abort the process where an exception is not caught'],
  ['--disallow-code-generation-from-strings', 'eval and the like throw'],
  ['--expose-gc', 'the function gc() collects garbage'],
  ['--jitless', 'nothing is compiled at run time'],
  ['--max-heap-size=...', 'the same as --max-old-space-size'],
  ['--max-old-space-size=...', 'the heap of the program in MB; the runtime has its own beside it'],
  ['--stack-size=...', 'depth of the stack, in the KB that V8 would need for it (default: 984)'],
  ['--stack-trace-limit=...', 'number of frames in stack traces (default: 10)'],
];

const WIDTH = 30;

function table(rows) {
  return rows.map(([name, text]) => `  ${name.padEnd(WIDTH - 1)} ${text}\n`).join('');
}

const { getOptionValue } = require('../options');

if (getOptionValue('--v8-options')) {
  writeString(STDOUT, `The engine of Cortado is GraalJS. These options of V8 have an effect:

${table(v8Options)}
Some more, on how V8 compiles and collects garbage, are accepted and have none.
The virtual machine has options of its own, which CORTADO_JAVA_OPTS may hold.
`);
} else {
  writeString(STDOUT, `Usage: cortado [options] [ script.js ] [arguments]

Options:
${table(options)}
Environment variables:
${table(environment)}`);
}
