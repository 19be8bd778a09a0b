'use strict';

// How many colours a terminal shows. Nobody can ask it: the environment's variables are clues, and the
// first that says anything decides.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('./errors');
const { validateInteger } = require('./validators');

// Bits a colour takes.
const MONOCHROME = 1;
const ANSI = 4;
const PALETTE = 8;
const TRUE_COLOR = 24;

/** A clue that says nothing. */
const UNKNOWN = 0;

/** The values of TERM, in lower case, that stand for a terminal of known depth. */
const terminals = new Map();
for (const name of ['eterm', 'cons25', 'console', 'cygwin', 'dtterm', 'gnome', 'hurd', 'jfbterm', 'konsole',
                    'kterm', 'mlterm', 'putty', 'st']) {
  terminals.set(name, ANSI);
}
for (const name of ['mosh', 'rxvt-unicode-24bit', 'terminator', 'xterm-kitty']) terminals.set(name, TRUE_COLOR);

/** What else in TERM tells of a terminal with colours. */
const colorfulTerminal = /ansi|color|linux|direct|^(?:con\d*x\d|rxvt|screen|xterm|vt100|vt220)/;

/** The services that build and test, by the variable that each sets. */
const services = new Map([
  ['APPVEYOR', PALETTE],
  ['BUILDKITE', PALETTE],
  ['CIRCLECI', TRUE_COLOR],
  ['DRONE', PALETTE],
  ['GITEA_ACTIONS', TRUE_COLOR],
  ['GITHUB_ACTIONS', TRUE_COLOR],
  ['GITLAB_CI', PALETTE],
  ['TRAVIS', PALETTE],
]);

function isSet(value) {
  return value !== undefined && value !== '';
}

/** The variable by which the user asked for no colours, if any. */
function refusal(env) {
  return ['NODE_DISABLE_COLORS', 'NO_COLOR'].find((name) => isSet(env[name]));
}

let toldOfConflict = false;

function tellOfConflict(env) {
  const ignored = toldOfConflict ? undefined : refusal(env);
  if (ignored === undefined) return;
  toldOfConflict = true;
  process.emitWarning(`The '${ignored}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning');
}

const forcedDepths = new Map([['', ANSI], ['1', ANSI], ['true', ANSI], ['2', PALETTE], ['3', TRUE_COLOR]]);

function fromForce(env) {
  if (env.FORCE_COLOR === undefined) return UNKNOWN;
  const depth = forcedDepths.get(env.FORCE_COLOR);
  if (depth === undefined) return MONOCHROME;
  tellOfConflict(env);
  return depth;
}

function fromRefusal(env) {
  return env.TERM === 'dumb' || refusal(env) !== undefined ? MONOCHROME : UNKNOWN;
}

function fromService(env) {
  // Azure's pipelines.
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return ANSI;
  if ('CI' in env) {
    for (const name of services.keys()) {
      if (name in env) return services.get(name);
    }
    return env.CI_NAME === 'codeship' ? PALETTE : MONOCHROME;
  }
  if (!('TEAMCITY_VERSION' in env)) return UNKNOWN;
  return knowsTeamCityColors(String(env.TEAMCITY_VERSION)) ? ANSI : MONOCHROME;
}

/** Its logs show colours since version 9.1. */
function knowsTeamCityColors(version) {
  const [major, minor] = version.split('.');
  if (minor === undefined || !/^\d+$/.test(major)) return false;
  if (major.length > 1) return true;
  return major === '9' && /^0*[1-9]/.test(minor) && version.split('.').length > 2;
}

function fromProgram(env) {
  const program = env.TERM_PROGRAM;
  if (program === 'HyperTerm' || program === 'MacTerm') return TRUE_COLOR;
  if (program === 'Apple_Terminal') return PALETTE;
  if (program !== 'iTerm.app') return UNKNOWN;
  const version = env.TERM_PROGRAM_VERSION;
  return version && !/^[012]\./.test(version) ? TRUE_COLOR : PALETTE;
}

function fromTerminal({ COLORTERM: colors, TERM: name }) {
  if (colors === 'truecolor' || colors === '24bit') return TRUE_COLOR;
  if (name) {
    if (name.includes('truecolor')) return TRUE_COLOR;
    if (name.startsWith('xterm-256')) return PALETTE;
    const lower = name.toLowerCase();
    const known = terminals.get(lower);
    if (known !== undefined) return known;
    if (colorfulTerminal.test(lower)) return ANSI;
  }
  return colors ? ANSI : MONOCHROME;
}

/**
 * @param {object} env
 * @returns {1 | 4 | 8 | 24} bits
 */
function getColorDepth(env = process.env) {
  return fromForce(env) || fromRefusal(env) || (env.TMUX ? TRUE_COLOR : UNKNOWN) || fromService(env) ||
    fromProgram(env) || fromTerminal(env);
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/**
 * Whether the terminal shows at least `count` colours.
 * @param {number} [count] 16 if left out
 * @param {object} [env]
 * @returns {boolean}
 */
function hasColors(count, env) {
  let wanted = 16;
  if (env !== undefined || !(count === undefined || isObject(count))) {
    validateInteger(count, 'count', 2);
    wanted = count;
  } else {
    env = count;
  }
  if (env !== undefined && !isObject(env)) throw new ERR_INVALID_ARG_TYPE('env', 'Object', env);
  return 2 ** getColorDepth(env) >= wanted;
}

module.exports = { getColorDepth, hasColors };
