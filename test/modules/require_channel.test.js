'use strict';

const assert = require('node:assert');
const { tracingChannel } = require('node:diagnostics_channel');

// Whoever subscribes to module.require learns of each call, and how it ended.
const told = [];
const note = (name) => (event) => told.push([name, event.id, event.parentFilename, Boolean(event.error)]);
const subscribers = { start: note('start'), end: note('end'), error: note('error') };
tracingChannel('module.require').subscribe(subscribers);
require('node:path');
assert.throws(() => require('./does-not-exist'), { code: 'MODULE_NOT_FOUND' });
tracingChannel('module.require').unsubscribe(subscribers);
require('node:os');

assert.deepStrictEqual(told, [
  ['start', 'node:path', __filename, false],
  ['end', 'node:path', __filename, false],
  ['start', './does-not-exist', __filename, false],
  ['error', './does-not-exist', __filename, true],
  ['end', './does-not-exist', __filename, true],
]);
