'use strict';

const path = require('../../path');
const { internalModuleStat } = internalBinding('modules');
const packageJson = require('./package_json_reader');
const { parsePackageName } = require('./package_resolve');
const { toPath } = require('./helpers');

const DIRECTORY = 1;

/**
 * `module.findPackageJSON`.
 * @param {string | URL} specifier
 * @param {string | URL | undefined} base
 * @returns {string | undefined}
 */
function find(specifier, base) {
  const request = typeof specifier === 'object' ? toPath(specifier) : specifier;
  const from = base === undefined ? undefined : toPath(base);
  const isPath = request.startsWith('file:') || path.isAbsolute(request) ||
    /^\.\.?(\/|$)/.test(request);
  if (!isPath) {
    return findInNodeModules(request, from ?? path.join(process.cwd(), 'noop.js'));
  }
  let file = toPath(request);
  if (!path.isAbsolute(file)) {
    const folder = from === undefined ? process.cwd()
      : internalModuleStat(from) === DIRECTORY ? from : path.dirname(from);
    file = path.resolve(folder, file);
  }
  const inside = internalModuleStat(file) === DIRECTORY ? path.join(file, 'noop.js') : file;
  return packageJson.getNearestParentPackageJSON(inside)?.pjsonPath;
}

function findInNodeModules(request, from) {
  const { name } = parsePackageName(request);
  for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
    const pjsonPath = path.join(folder, 'node_modules', name, 'package.json');
    if (packageJson.read(pjsonPath).exists) {
      return pjsonPath;
    }
    if (path.dirname(folder) === folder) {
      return undefined;
    }
  }
}

module.exports = { find };
