'use strict';

// How many colours a terminal shows, told by the environment.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('./errors');
const { validateInteger } = require('./validators');

const COLORS_2 = 1;
const COLORS_16 = 4;
const COLORS_256 = 8;
const COLORS_16M = 24;

const depthByTerm = {
  '__proto__': null,
  'eterm': COLORS_16,
  'cons25': COLORS_16,
  'console': COLORS_16,
  'cygwin': COLORS_16,
  'dtterm': COLORS_16,
  'gnome': COLORS_16,
  'hurd': COLORS_16,
  'jfbterm': COLORS_16,
  'konsole': COLORS_16,
  'kterm': COLORS_16,
  'mlterm': COLORS_16,
  'mosh': COLORS_16M,
  'putty': COLORS_16,
  'st': COLORS_16,
  'rxvt-unicode-24bit': COLORS_16M,
  'terminator': COLORS_16M,
  'xterm-kitty': COLORS_16M,
};

const depthByCI = [
  ['APPVEYOR', COLORS_256],
  ['BUILDKITE', COLORS_256],
  ['CIRCLECI', COLORS_16M],
  ['DRONE', COLORS_256],
  ['GITEA_ACTIONS', COLORS_16M],
  ['GITHUB_ACTIONS', COLORS_16M],
  ['GITLAB_CI', COLORS_256],
  ['TRAVIS', COLORS_256],
];

const colorTerms = [
  /ansi/, /color/, /linux/, /direct/, /^con[0-9]*x[0-9]/, /^rxvt/, /^screen/, /^xterm/, /^vt100/,
  /^vt220/,
];

let warned = false;

function warnOnDeactivatedColors(env) {
  if (warned) {
    return;
  }
  const name = env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '' ?
    'NODE_DISABLE_COLORS' : env.NO_COLOR !== undefined && env.NO_COLOR !== '' ? 'NO_COLOR' : '';
  if (name !== '') {
    process.emitWarning(
      `The '${name}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning');
    warned = true;
  }
}

function forcedDepth(env) {
  switch (env.FORCE_COLOR) {
    case '':
    case '1':
    case 'true':
      warnOnDeactivatedColors(env);
      return COLORS_16;
    case '2':
      warnOnDeactivatedColors(env);
      return COLORS_256;
    case '3':
      warnOnDeactivatedColors(env);
      return COLORS_16M;
    default:
      return COLORS_2;
  }
}

function depthOfCI(env) {
  for (const [name, depth] of depthByCI) {
    if (name in env) {
      return depth;
    }
  }
  if (env.CI_NAME === 'codeship') {
    return COLORS_256;
  }
  return COLORS_2;
}

function depthOfTermProgram(env) {
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app': {
      const { TERM_PROGRAM_VERSION: version } = env;
      return !version || /^[0-2]\./.test(version) ? COLORS_256 : COLORS_16M;
    }
    case 'HyperTerm':
    case 'MacTerm':
      return COLORS_16M;
    case 'Apple_Terminal':
      return COLORS_256;
    default:
      return undefined;
  }
}

function depthOfTerm(env) {
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') {
    return COLORS_16M;
  }
  if (env.TERM) {
    if (/truecolor/.test(env.TERM)) {
      return COLORS_16M;
    }
    if (/^xterm-256/.test(env.TERM)) {
      return COLORS_256;
    }
    const term = env.TERM.toLowerCase();
    if (depthByTerm[term] !== undefined) {
      return depthByTerm[term];
    }
    if (colorTerms.some((pattern) => pattern.test(term))) {
      return COLORS_16;
    }
  }
  return env.COLORTERM ? COLORS_16 : COLORS_2;
}

/**
 * @param {object} env
 * @returns {1 | 4 | 8 | 24} bits
 */
function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) {
    return forcedDepth(env);
  }
  if ((env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') ||
      (env.NO_COLOR !== undefined && env.NO_COLOR !== '') ||
      env.TERM === 'dumb') {
    return COLORS_2;
  }
  if (env.TMUX) {
    return COLORS_16M;
  }
  // Azure's pipelines
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) {
    return COLORS_16;
  }
  if ('CI' in env) {
    return depthOfCI(env);
  }
  if ('TEAMCITY_VERSION' in env) {
    return /^(?:9\.0*[1-9][0-9]*\.|[0-9]{2,}\.)/.test(env.TEAMCITY_VERSION) ?
      COLORS_16 : COLORS_2;
  }
  return depthOfTermProgram(env) ?? depthOfTerm(env);
}

/**
 * Whether the terminal shows at least `count` colours.
 * @param {number} [count] 16 if left out
 * @param {object} [env]
 * @returns {boolean}
 */
function hasColors(count, env) {
  if (env === undefined &&
      (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  if (env !== undefined && (typeof env !== 'object' || env === null)) {
    throw new ERR_INVALID_ARG_TYPE('env', 'Object', env);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
