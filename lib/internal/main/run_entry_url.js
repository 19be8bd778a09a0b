'use strict';

// `--entry-url`: the program is named by a URL, or by one's end relative to the working directory.

const { prepareMainThreadExecution } = require('../process/pre_execution');

prepareMainThreadExecution(false);
process.emitWarning('--entry-url is an experimental feature and might change at any time', 'ExperimentalWarning');
const { pathToFileURL } = require('../url');
const directory = pathToFileURL(`${process.cwd()}/`);
require('../modules/esm/run').runEntryPoint(new URL(process.argv[1], directory));
