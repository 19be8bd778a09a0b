'use strict';

// `--trace-sigint` and `util.setTraceSigInt(true)`: SIGINT has the program print where it is before it ends it.

const { startTraceSigint, stopTraceSigint } = internalBinding('util');

function report() {
  const place = {};
  Error.captureStackTrace(place, report);
  const frames = place.stack.split('\n').slice(1);
  process._rawDebug(['KEYBOARD_INTERRUPT: Script execution was interrupted by `SIGINT`', ...frames].join('\n'));
  process.kill(process.pid, 'SIGINT');
}

/** @param {boolean} enable */
function setTraceSigInt(enable) {
  if (enable) startTraceSigint(report);
  else stopTraceSigint();
}

module.exports = { setTraceSigInt };
