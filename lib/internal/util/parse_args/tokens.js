'use strict';

// Splits a command line into options, positionals and the terminator `--`.

function typeOf(options, name) {
  return Object.hasOwn(options, name) && Object.hasOwn(options[name], 'type') ? options[name].type : undefined;
}

/** The option that a single letter stands for; the letter itself when there is none. */
function longNameOf(short, options) {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(options[name], 'short') && options[name].short === short) return name;
  }
  return short;
}

/** `-abc` as `-a`, `-b`, `-c`; the first that takes a value takes the rest with it. */
function expandGroup(arg, options) {
  const expanded = [];
  for (let i = 1; i < arg.length; i++) {
    const takesValue = typeOf(options, longNameOf(arg[i], options)) === 'string';
    if (takesValue && i < arg.length - 1) {
      expanded.push(`-${arg.slice(i)}`);
      break;
    }
    expanded.push(`-${arg[i]}`);
  }
  return expanded;
}

/**
 * @param {string[]} args
 * @param {object} options as `parseArgs` takes them
 * @returns {object[]}
 */
function tokenize(args, options) {
  const tokens = [];
  const rest = [...args];
  let index = -1;
  let expanded = 0;
  const option = (rawName, name, value, inlineValue) => {
    tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
  };
  /** The value of an option that is spelt on its own: the next argument, whatever it is. */
  const separate = (rawName, name) => {
    if (typeOf(options, name) === 'string' && rest.length > 0 && rest[0] != null) {
      option(rawName, name, rest.shift(), false);
      index++;
    } else {
      option(rawName, name, undefined, undefined);
    }
  };

  while (rest.length > 0) {
    const arg = rest.shift();
    // What came out of a group stands where the group stood.
    if (expanded > 0) expanded--;
    else index++;

    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    const isLong = arg.startsWith('--') && arg.length > 2;
    const isShort = !isLong && arg.length > 1 && arg[0] === '-' && arg[1] !== '-';
    if (isShort && arg.length === 2) {
      separate(arg, longNameOf(arg[1], options));
    } else if (isShort && typeOf(options, longNameOf(arg[1], options)) === 'string') {
      option(arg.slice(0, 2), longNameOf(arg[1], options), arg.slice(2), true);
    } else if (isShort) {
      const group = expandGroup(arg, options);
      rest.unshift(...group);
      expanded = group.length;
    } else if (isLong && arg.includes('=', 3)) {
      const equals = arg.indexOf('=', 3);
      option(arg.slice(0, equals), arg.slice(2, equals), arg.slice(equals + 1), true);
    } else if (isLong) {
      separate(arg, arg.slice(2));
    } else {
      tokens.push({ kind: 'positional', index, value: arg });
    }
  }
  return tokens;
}

module.exports = { tokenize };
