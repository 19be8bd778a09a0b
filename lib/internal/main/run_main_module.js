'use strict';

const { prepareMainThreadExecution } = require('../process/pre_execution');

prepareMainThreadExecution(true);
require('../modules/run_main').executeUserEntryPoint(process.argv[1]);
