'use strict';

// What a run of tests is told: by the command line, or by the options of `run()`.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('../errors');
const { getOptionValue } = require('../options');
const { isRegExp } = require('../util/types');

const asRegExp = /^\/(.*)\/([a-z]*)$/s;

/**
 * @param {string} text a pattern, or a regular expression with its slashes and flags
 * @param {string} name the option's
 * @returns {RegExp}
 */
function parsePattern(text, name) {
  const match = asRegExp.exec(text);
  try {
    return match === null ? new RegExp(text) : new RegExp(match[1], match[2]);
  } catch (error) {
    throw new ERR_INVALID_ARG_VALUE(name, text, `is an invalid regular expression. ${error.message}`);
  }
}

/** Patterns as `run()` takes them: one or a list, of strings and regular expressions. */
function parsePatterns(value, name) {
  if (value == null) return null;
  const list = Array.isArray(value) ? value : [value];
  return list.map((pattern, index) => {
    if (isRegExp(pattern)) return pattern;
    if (typeof pattern === 'string') return parsePattern(pattern, `${name}[${index}]`);
    throw new ERR_INVALID_ARG_TYPE(`${name}[${index}]`, ['string', 'RegExp'], pattern);
  });
}

function patternsOfOption(name) {
  const values = getOptionValue(name);
  return values.length > 0 ? values.map((text) => parsePattern(text, name)) : null;
}

let config;

/** What the command line says of tests. */
function commandLineConfig() {
  if (config !== undefined) return config;
  const isTestRunner = getOptionValue('--test');
  const context = process.env.NODE_TEST_CONTEXT;
  const isChild = context === 'child' || context === 'child-v8';
  const isolation = getOptionValue('--test-isolation') || 'process';
  const timeout = getOptionValue('--test-timeout');
  return config = {
    isTestRunner,
    isChild,
    isolation,
    context,
    // Without processes of their own the files' tests see each other's `only`.
    only: getOptionValue('--test-only') || (!isTestRunner && !isChild) || (isTestRunner && isolation === 'none'),
    onlyAtTop: getOptionValue('--test-only'),
    forceExit: getOptionValue('--test-force-exit'),
    updateSnapshots: getOptionValue('--test-update-snapshots'),
    timeout: timeout > 0 ? timeout : Infinity,
    concurrency: getOptionValue('--test-concurrency') || true,
    namePatterns: patternsOfOption('--test-name-pattern'),
    skipPatterns: patternsOfOption('--test-skip-pattern'),
    shard: parseShard(getOptionValue('--test-shard') || ''),
    globalSetup: getOptionValue('--test-global-setup') || '',
    rerunFile: getOptionValue('--test-rerun-failures') || undefined,
    cwd: process.cwd(),
  };
}

/** `--test-shard=2/3` */
function parseShard(text) {
  if (text === '') return undefined;
  const parts = text.split('/');
  if (parts.length !== 2) {
    throw new ERR_INVALID_ARG_VALUE('--test-shard', text, 'must be in the form of <index>/<total>');
  }
  const [index, total] = parts.map((part) => Number.parseInt(part, 10));
  return { __proto__: null, index, total };
}

function nameWithAncestors(test) {
  return test.parent === null ? '' : `${nameWithAncestors(test.parent)} ${test.name}`;
}

function matchesAny(patterns, name) {
  return patterns.some((pattern) => {
    // Those with the flags g and y go on from where they stopped.
    pattern.lastIndex = 0;
    return pattern.test(name);
  });
}

/** A pattern fits a test by its own name, by that of a suite around it, or by all of them in a row. */
function fits(test, patterns) {
  if (test.parent === null) return false;
  return matchesAny(patterns, test.name) || fits(test.parent, patterns) ||
    matchesAny(patterns, nameWithAncestors(test).trim());
}

/**
 * @param {object} test
 * @param {{namePatterns: RegExp[] | null, skipPatterns: RegExp[] | null}} patterns
 * @returns {boolean} whether a test is left out for its name
 */
function isExcludedByName(test, { namePatterns, skipPatterns }) {
  if (namePatterns !== null && !fits(test, namePatterns)) return true;
  return skipPatterns !== null && fits(test, skipPatterns);
}

module.exports = { commandLineConfig, isExcludedByName, parsePatterns };
