'use strict';

// `process.on('SIGINT', …)`. A signal is watched while it has listeners and has its default effect otherwise.

const { ErrnoException } = require('../errors');

const kEinval = -22;

/** Signals under watch, by name. */
const watched = new Set();

function signalNumber(event) {
  return typeof event === 'string' && event.startsWith('SIG') ?
    require('../../os').constants.signals[event] : undefined;
}

/** The listener of `newListener`. */
function startListeningIfSignal(event) {
  if (typeof event !== 'string' || !event.startsWith('SIG') || watched.has(event)) return;
  const number = signalNumber(event);
  if (number === undefined) return;
  const { SIGKILL, SIGSTOP } = require('../../os').constants.signals;
  if (number === SIGKILL || number === SIGSTOP) throw new ErrnoException(kEinval, 'uv_signal_start');
  watched.add(event);
  const started = internalBinding('signal').start(number, () => process.emit(event, event, number));
  // The JVM answers SIGQUIT with a list of its threads. Packages that tidy up before the exit listen to it with all others.
  if (!started && event !== 'SIGQUIT') {
    process.emitWarning(`${event} is used by the Java virtual machine; its listeners are not called`);
  }
}

/** The listener of `removeListener`. */
function stopListeningIfSignal(event) {
  if (watched.has(event) && process.listenerCount(event) === 0) {
    watched.delete(event);
    internalBinding('signal').stop(signalNumber(event));
  }
}

module.exports = { startListeningIfSignal, stopListeningIfSignal };
