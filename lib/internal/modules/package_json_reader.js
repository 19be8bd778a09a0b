'use strict';

const { packageScope, readTextIfExists } = internalBinding('modules');
const path = require('../../path');

/**
 * What the loaders read of a package.json.
 * @typedef {object} PackageConfig
 * @property {boolean} exists
 * @property {string} pjsonPath
 * @property {string | undefined} name
 * @property {string | undefined} main
 * @property {any} exports
 * @property {any} imports
 * @property {'commonjs' | 'module' | 'none'} type
 */

/** @type {Map<string, PackageConfig>} by the path of the package.json */
const cache = new Map();

/**
 * Reads a package.json once.
 * @param {string} jsonPath
 * @param {{ base?: string, specifier?: string }} [from] who asks, for the error message
 * @returns {PackageConfig}
 * @throws {ERR_INVALID_PACKAGE_CONFIG}
 */
function read(jsonPath, from) {
  const known = cache.get(jsonPath);
  if (known !== undefined) {
    return known;
  }
  const text = readTextIfExists(jsonPath);
  const config = text === undefined ? missing(jsonPath) : parse(jsonPath, text, from);
  cache.set(jsonPath, config);
  return config;
}

function missing(pjsonPath) {
  return {
    exists: false, pjsonPath, name: undefined, main: undefined, exports: undefined,
    imports: undefined, type: 'none',
  };
}

function parse(pjsonPath, text, from) {
  let data;
  try {
    data = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const { codes } = require('../errors');
    const base = from?.base === undefined
      ? undefined
      : `"${from.specifier}" from ${from.base}`;
    throw new codes.ERR_INVALID_PACKAGE_CONFIG(pjsonPath, base, error.message);
  }
  const isObject = typeof data === 'object' && data !== null;
  // Only what the file itself says counts.
  const { name, main, exports, imports, type } = { __proto__: null, ...(isObject ? data : undefined) };
  return {
    exists: true,
    pjsonPath,
    name: typeof name === 'string' ? name : undefined,
    main: typeof main === 'string' ? main : undefined,
    exports,
    imports: typeof imports === 'object' && imports !== null ? imports : undefined,
    type: type === 'module' || type === 'commonjs' ? type : 'none',
  };
}

/**
 * The package.json that governs a file.
 * @param {string} file absolute path
 * @returns {PackageConfig | null}
 */
function getNearestParentPackageJSON(file) {
  const jsonPath = packageScope(path.dirname(file));
  return jsonPath === null ? null : read(jsonPath);
}

/** @returns {'commonjs' | 'module' | 'none'} the type of the package a file belongs to */
function getNearestParentPackageJSONType(file) {
  return getNearestParentPackageJSON(file)?.type ?? 'none';
}

module.exports = { getNearestParentPackageJSON, getNearestParentPackageJSONType, read };
