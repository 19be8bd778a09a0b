'use strict';

const { prepareMainThreadExecution } = require('../process/pre_execution');

prepareMainThreadExecution(false);
const text = internalBinding('modules').readStdin();
process._eval = text;
require('../modules/run_main').runText('[stdin]', text);
