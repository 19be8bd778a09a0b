'use strict';

// util.parseArgs: tokens first, values from them.

const { codes } = require('../../errors');
const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray, validateUnion,
} = require('../../validators');
const { tokenize } = require('./tokens');

const {
  ERR_INVALID_ARG_VALUE,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
  ERR_PARSE_ARGS_UNKNOWN_OPTION,
} = codes;

/** What the user typed after the script, or after the text given with -e or -p. */
function mainArgs() {
  const evaluating = process.execArgv.some((arg) => ['-e', '--eval', '-p', '--print'].includes(arg));
  return process.argv.slice(evaluating ? 1 : 2);
}

function ownValue(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function validateDefault(value, name, type, multiple) {
  if (multiple) return type === 'string' ? validateStringArray(value, name) : validateBooleanArray(value, name);
  return type === 'string' ? validateString(value, name) : validateBoolean(value, name);
}

function validateOptions(options) {
  validateObject(options, 'options');
  for (const [name, option] of Object.entries(options)) {
    validateObject(option, `options.${name}`);
    const type = ownValue(option, 'type');
    validateUnion(type, `options.${name}.type`, ['string', 'boolean']);
    if (Object.hasOwn(option, 'short')) {
      validateString(option.short, `options.${name}.short`);
      if (option.short.length !== 1) {
        throw new ERR_INVALID_ARG_VALUE(`options.${name}.short`, option.short, 'must be a single character');
      }
    }
    const multiple = ownValue(option, 'multiple');
    if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `options.${name}.multiple`);
    const def = ownValue(option, 'default');
    if (def !== undefined) validateDefault(def, `options.${name}.default`, type, multiple);
  }
}

/** In strict mode an option must exist and be given a value exactly where its type wants one. */
function checkUsage(token, options, { allowPositionals, allowNegative }) {
  let { name } = token;
  if (!Object.hasOwn(options, name)) {
    const positive = allowNegative && name.startsWith('no-') ? name.slice(3) : undefined;
    if (positive === undefined || ownValue(options, positive)?.type !== 'boolean') {
      throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
    name = positive;
  }
  const wantsValue = options[name].type === 'string';
  const hasValue = wantsValue ? typeof token.value === 'string' : token.value != null;
  if (wantsValue === hasValue) return;
  const short = ownValue(options[name], 'short');
  const shown = short ? `-${short}, --${name}` : `--${name}`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    wantsValue ? `Option '${shown} <value>' argument missing` : `Option '${shown}' does not take an argument`);
}

/** `--name -x`: was `-x` meant as the value? */
function checkValueIsNoOption(token) {
  const { value, rawName } = token;
  if (token.inlineValue || value === undefined || value.length < 2 || value[0] !== '-') return;
  const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${rawName}' argument is ambiguous.
Did you forget to specify the option argument for '${rawName}'?
To specify an option argument starting with a dash use ${example}.`);
}

function store(values, token, options, allowNegative) {
  let { name, value } = token;
  if (name === '__proto__') return;
  if (allowNegative && name.startsWith('no-') && value === undefined) {
    name = name.slice(3);
    value = false;
  }
  const stored = value ?? true;
  if (ownValue(options, name)?.multiple) {
    values[name] ??= [];
    values[name].push(stored);
  } else {
    values[name] = stored;
  }
}

function storeDefaults(values, options) {
  for (const [name, option] of Object.entries(options)) {
    const def = ownValue(option, 'default');
    if (def !== undefined && values[name] === undefined && name !== '__proto__') values[name] = def;
  }
}

/** The switches of a configuration, checked; their names are those that errors give them. */
function switchesOf(config) {
  const strict = ownValue(config, 'strict') ?? true;
  const switches = { strict, allowPositionals: !strict, tokens: false, allowNegative: false };
  for (const name of Object.keys(switches)) {
    switches[name] = ownValue(config, name) ?? switches[name];
    validateBoolean(switches[name], name);
  }
  return switches;
}

/**
 * @param {object} [config] `args`, `options`, `strict`, `allowPositionals`, `allowNegative`, `tokens`
 * @returns {{values: object, positionals: string[], tokens?: object[]}}
 */
function parseArgs(config = {}) {
  const args = ownValue(config, 'args') ?? mainArgs();
  validateArray(args, 'args');
  const switches = switchesOf(config);
  const options = ownValue(config, 'options') ?? { __proto__: null };
  validateOptions(options);

  const result = { values: { __proto__: null }, positionals: [] };
  const tokens = tokenize(args, options);
  for (const token of tokens) {
    switch (token.kind) {
      case 'option':
        if (switches.strict) {
          checkUsage(token, options, switches);
          checkValueIsNoOption(token);
        }
        store(result.values, token, options, switches.allowNegative);
        break;
      case 'positional':
        if (!switches.allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
        result.positionals.push(token.value);
    }
  }
  storeDefaults(result.values, options);
  if (switches.tokens) result.tokens = tokens;
  return result;
}

module.exports = { parseArgs };
