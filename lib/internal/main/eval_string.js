'use strict';

const { prepareMainThreadExecution } = require('../process/pre_execution');
const { getOptionValue } = require('../options');

prepareMainThreadExecution(false);
require('../modules/run_main').runText('[eval]', getOptionValue('--eval'));
