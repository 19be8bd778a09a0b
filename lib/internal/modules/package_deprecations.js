'use strict';

// What the resolution of packages still allows, with a warning.

const path = require('../../path');

function warn(message, code) {
  process.emitWarning(message, 'DeprecationWarning', code);
}

const importedFrom = (base) => (base ? ` imported from ${base}` : '');

/**
 * Empty segments in what `exports` or `imports` lead to.
 * @param {{ target: string, request: string, key: string, isTarget: boolean, isInternal: boolean, pjsonPath: string,
 *   base?: string }} found `isTarget`: they are the package's own
 */
function warnOfEmptySegment({ target, request, key, isTarget, isInternal, pjsonPath, base }) {
  const isDouble = (isTarget ? target : request).includes('//');
  warn(`Use of deprecated ${isDouble ? 'double slash' : 'leading or trailing slash matching'} resolving "${target}" for ` +
    `module request "${request}" ${request === key ? '' : `matched to "${key}" `}in the ` +
    `"${isInternal ? 'imports' : 'exports'}" field module resolution of the package at ${pjsonPath}` +
    `${importedFrom(base)}.`, 'DEP0166');
}

const warnedSlashes = new Set();

/** A specifier that ends in a slash and matches a pattern of `exports`. */
function warnOfTrailingSlash(request, pjsonPath, base) {
  const id = `${pjsonPath}|${request}`;
  if (warnedSlashes.has(id)) return;
  warnedSlashes.add(id);
  warn(`Use of deprecated trailing slash pattern mapping "${request}" in the "exports" field module resolution of the ` +
    `package at ${pjsonPath}${importedFrom(base)}. Mapping specifiers ending in "/" is no longer supported.`, 'DEP0155');
}

/**
 * The main file of a package of ES modules that had to be looked for.
 * @param {string} file that was found
 * @param {string} folder of the package
 * @param {string | undefined} main as package.json says
 * @param {string} base who imports it
 */
function warnOfLookup(file, folder, main, base) {
  const found = path.relative(folder, file);
  if (!main) {
    warn(`No "main" or "exports" field defined in the package.json for ${folder}/ resolving the main entry point ` +
      `"${found}", imported from ${base}.\nDefault "index" lookups for the main are deprecated for ES modules.`, 'DEP0151');
  } else if (path.resolve(folder, main) !== file) {
    warn(`Package ${folder}/ has a "main" field set to "${main}", excluding the full filename and extension to the ` +
      `resolved file at "${found}", imported from ${base}.\n Automatic extension resolution of the "main" field is ` +
      'deprecated for ES modules.', 'DEP0151');
  }
}

module.exports = { warnOfEmptySegment, warnOfLookup, warnOfTrailingSlash };
