'use strict';

// The thread of the hooks of `module.register()`.

const { setHandler } = internalBinding('hooks_thread');
const { getOptionValue } = require('../options');
const { fromText, toText } = require('../worker/value_text');

if (getOptionValue('--warnings')) process.on('warning', require('../process/warning').onWarning);

setHandler((text, answer) => {
  const { 0: method, 1: args } = fromText(text);
  require('../modules/esm/hooks')[method](...args).then(
    (result) => answer(toText({ failed: false, result })),
    (error) => answer(describeFailure(error)),
  );
});

function describeFailure(error) {
  try {
    return toText({ failed: true, error });
  } catch {
    const { inspect } = require('../util/inspect');
    return toText({ failed: true, error: new Error(inspect(error)) });
  }
}
