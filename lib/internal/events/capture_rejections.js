'use strict';

const kCapture = Symbol('kCapture');
const kRejection = Symbol.for('nodejs.rejection');

/**
 * Takes what a listener returned. Where the emitter captures rejections, one becomes an 'error' (never inside the
 * promise's own job, where a throw would be one more rejection).
 */
function captureRejection(emitter, result, type, args) {
  if (!emitter[kCapture]) return;
  const onRejection = (err) => process.nextTick(routeRejection, emitter, err, type, args);
  try {
    const { then } = result;
    if (typeof then === 'function') Reflect.apply(then, result, [undefined, onRejection]);
  } catch (thrown) {
    emitter.emit('error', thrown);
  }
}

function routeRejection(emitter, err, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](err, type, ...args);
    return;
  }
  // Capturing is off meanwhile: an async 'error' listener that rejects must not loop back here.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', err);
  } finally {
    emitter[kCapture] = before;
  }
}

module.exports = { captureRejection, kCapture, kRejection };
