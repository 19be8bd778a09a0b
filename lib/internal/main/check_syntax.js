'use strict';

const { prepareMainThreadExecution } = require('../process/pre_execution');

const fromStdin = process.argv[1] === undefined || process.argv[1] === '-';
prepareMainThreadExecution(!fromStdin);
require('../modules/run_main').checkSyntax(fromStdin ? undefined : process.argv[1]);
