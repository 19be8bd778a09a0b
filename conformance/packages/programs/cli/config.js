'use strict';

// Settings from files and the environment.

const fs = require('node:fs');

fs.mkdirSync('config');
fs.writeFileSync('config/default.json', '{"db":{"host":"localhost","port":1}}');
fs.writeFileSync('config/production.yaml', 'db:\n  port: 2\n');
fs.writeFileSync('.env', 'A=1\nB="two words"\nC=${A}x # comment\nEMPTY=\nMULTI="a\nb"\n');
process.env.NODE_ENV = 'production';
const config = require('config');
console.log(config.get('db'), config.has('no'));
console.log(require('dotenv').config({ quiet: true }).parsed, process.env.B);
process.env.DEBUG = 'app:*,-app:no';
const debug = require('debug');
debug.enable('app:*,-app:no');
debug.formatArgs = function (args) {
  args[0] = `${this.namespace} ${args[0]}`;
};
const log = debug('app:yes');
log.log = console.log;
log('hello %s %o %d', 'a', { b: [1] }, 3);
console.log(debug.enabled('app:no'), debug.enabled('app:other'));
