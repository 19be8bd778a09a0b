'use strict';

module.exports = process.platform === 'win32' ? require('./path/win32') : require('./path/posix');
