'use strict';

// `--run`: a script of the nearest package.json.

const { getOptionValue } = require('../options');

require('../process/package_script').run(getOptionValue('--run'), process.argv.slice(1));
