'use strict';

const { prepareMainThreadExecution } = require('../process/pre_execution');

prepareMainThreadExecution(true);
// A preloaded module may have replaced it.
require('../modules/cjs/loader').Module.runMain(process.argv[1]);
