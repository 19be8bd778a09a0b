'use strict';

/**
 * `<Buffer 68 69>`, with the properties that somebody put on it.
 * @param {Buffer} buffer
 * @param {number} maxBytes how many bytes are shown
 * @param {object} [ctx] the options of `util.inspect`
 * @returns {string}
 */
function inspectBuffer(buffer, maxBytes, ctx) {
  const shown = Math.min(maxBytes, buffer.length);
  const hidden = buffer.length - shown;
  let text = '';
  for (let i = 0; i < shown; i++) {
    const byte = buffer[i];
    text += `${i === 0 ? '' : ' '}${byte < 16 ? '0' : ''}${byte.toString(16)}`;
  }
  if (hidden > 0) text += `${text === '' ? '' : ' '}... ${hidden} more byte${hidden > 1 ? 's' : ''}`;
  const extras = ctx ? inspectExtras(buffer, ctx) : '';
  if (extras !== '') text += `${buffer.length === 0 ? '' : ', '}${extras}`;
  // A null prototype or a property over `constructor` leaves no name.
  const name = buffer.constructor?.name ?? 'Buffer';
  return `<${name} ${text}>`;
}

function inspectExtras(buffer, ctx) {
  const extras = { __proto__: null };
  let found = false;
  for (const key of Reflect.ownKeys(buffer)) {
    if (typeof key === 'string' && /^(?:0|[1-9]\d*)$/.test(key)) continue;
    if (!ctx.showHidden && !Object.prototype.propertyIsEnumerable.call(buffer, key)) continue;
    extras[key] = buffer[key];
    found = true;
  }
  if (!found) return '';
  const { inspect } = require('../util/inspect');
  const text = inspect(extras, { ...ctx, breakLength: Infinity, compact: true });
  return text.slice(text.indexOf('{') + 2, -2);
}

module.exports = { inspectBuffer };
