'use strict';

// Finding, linking and running modules; names that are unknown. An entry is `[built-in constructor, message]`.

function importedFrom(base) {
  return base ? ` imported from ${base}` : '';
}

function invalidPackageTarget(packagePath, key, target, isImport = false, base = undefined) {
  const advice = typeof target === 'string' && !isImport && target.length > 0 && !target.startsWith('./') ?
    '; targets must start with "./"' : '';
  const shown = JSON.stringify(target);
  if (key === '.') {
    return `Invalid "exports" main target ${shown} defined in the package config ` +
      `${packagePath}package.json${importedFrom(base)}${advice}`;
  }
  return `Invalid "${isImport ? 'imports' : 'exports'}" target ${shown} defined for '${key}' in the package config ` +
    `${packagePath}package.json${importedFrom(base)}${advice}`;
}

function requireEsm(filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) {
  let message = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not supported.`;
  if (!packageJsonPath) {
    if (filename.endsWith('.mjs')) {
      message += `\nInstead change the require of ${filename} to a dynamic import() which is available in all CommonJS modules.`;
    }
    return message;
  }
  const basename = filename.slice(filename.lastIndexOf('/') + 1);
  if (hasEsmSyntax) {
    return `${message}\nInstead change the require of ${basename} in ${parentPath} to a dynamic import() which is available in ` +
      'all CommonJS modules.';
  }
  return `${message}\n${basename} is treated as an ES module file as it is a .js file whose nearest parent package.json ` +
    'contains "type": "module" which declares all .js files in that package scope as ES modules.\nInstead either rename ' +
    `${basename} to end in .cjs, change the requiring code to use dynamic import() which is available in all CommonJS ` +
    `modules, or change "type": "module" to "type": "commonjs" in ${packageJsonPath} to treat all .js files as CommonJS ` +
    '(using .mjs for all ES modules instead).\n';
}

module.exports = {
  __proto__: null,
  ERR_BUILTIN_NOT_SUPPORTED: [Error, '%s'],
  ERR_EVAL_ESM_CANNOT_PRINT: [Error, '--print cannot be used with ESM input'],
  ERR_IMPORT_ATTRIBUTE_MISSING: [TypeError, 'Module "%s" needs an import attribute of "%s: %s"'],
  ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE: [TypeError, 'Module "%s" is not of type "%s"'],
  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: [TypeError, (name, value, url) => (
    `Import attribute "${name}" with value "${value}" is not supported${url === undefined ? '' : ` in ${url}`}`)],
  ERR_INPUT_TYPE_NOT_ALLOWED: [Error, '--input-type can only be used with string input via --eval, --print, or STDIN'],
  ERR_INVALID_MODULE_SPECIFIER: [TypeError, (request, reason, base) => (
    `Invalid module "${request}" ${reason}${importedFrom(base)}`)],
  ERR_INVALID_PACKAGE_CONFIG: [Error, (path, base, message) => (
    `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${message ? `. ${message}` : ''}`)],
  ERR_INVALID_PACKAGE_TARGET: [Error, invalidPackageTarget],
  ERR_INVALID_TYPESCRIPT_SYNTAX: [SyntaxError, '%s'],
  ERR_LOADER_CHAIN_INCOMPLETE: [Error,
    '"%s" did not call the next hook in its chain and did not explicitly signal a short circuit. ' +
    "If this is intentional, include `shortCircuit: true` in the hook's return."],
  ERR_MODULE_LINK_MISMATCH: [TypeError, '%s'],
  ERR_MODULE_NOT_FOUND: [Error, function(path, base, exactUrl) {
    if (exactUrl) this.url = `${exactUrl}`;
    return `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' imported from ${base}`;
  }],
  ERR_NO_TYPESCRIPT: [Error, 'Node.js is not compiled with TypeScript support'],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: [TypeError, (specifier, packagePath, base) => (
    `Package import specifier "${specifier}" is not defined${packagePath ? ` in package ${packagePath}package.json` : ''}` +
    importedFrom(base))],
  ERR_PACKAGE_MAP_EXTERNAL_FILE: [Error, (specifier, parent, map) => (
    `Cannot resolve "${specifier}" from "${parent}": file is not within any package defined in ${map}`)],
  ERR_PACKAGE_MAP_INVALID: [SyntaxError, (path, reason) => `Invalid package-map.json at "${path}": ${reason}`],
  ERR_PACKAGE_MAP_KEY_NOT_FOUND: [Error, (key, map) => (
    `Package key "${key}" referenced in dependencies but not defined in ${map}`)],
  ERR_PACKAGE_PATH_NOT_EXPORTED: [Error, (packagePath, subpath, base) => (
    subpath === '.' ?
      `No "exports" main defined in ${packagePath}package.json${importedFrom(base)}` :
      `Package subpath '${subpath}' is not defined by "exports" in ${packagePath}package.json${importedFrom(base)}`)],
  ERR_REQUIRE_ASYNC_MODULE: [Error, (filename, parentFilename) => {
    let message = 'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the ' +
      'top-level await comes from, use --experimental-print-required-tla.';
    if (parentFilename) message += `\n  From ${parentFilename} `;
    if (filename) message += `\n  Requiring ${filename} `;
    return message;
  }],
  ERR_REQUIRE_CYCLE_MODULE: [Error, '%s'],
  ERR_REQUIRE_ESM: [Error, requireEsm],
  ERR_REQUIRE_ESM_RACE_CONDITION: [Error, (filename, parentFilename, isForAsyncLoaderHookWorker) => {
    let message = `Cannot require() ES Module ${filename} because it is not yet fully loaded.\n` +
      'This may be caused by a race condition if the module is simultaneously dynamically import()-ed via Promise.all().\n' +
      'Try await-ing the import() sequentially in a loop instead.\n';
    if (parentFilename) {
      message += ` (From ${parentFilename}${isForAsyncLoaderHookWorker ? ' in loader hook worker thread' : ''})`;
    }
    return message;
  }],
  ERR_SOURCE_MAP_CORRUPT: [Error, (path) => `The source map for '${path}' does not exist or is corrupt.`],
  ERR_SOURCE_MAP_MISSING_SOURCE: [Error, (source, path) => (
    `Cannot find '${source}' imported from the source map for '${path}'`)],
  ERR_SOURCE_PHASE_NOT_DEFINED: [SyntaxError, 'Source phase import object is not defined for module %s'],
  ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED: [Error, 'Async loader request never settled'],
  ERR_UNKNOWN_BUILTIN_MODULE: [Error, 'No such built-in module: %s'],
  ERR_UNKNOWN_CREDENTIAL: [Error, '%s identifier does not exist: %s'],
  ERR_UNKNOWN_ENCODING: [TypeError, 'Unknown encoding: %s'],
  ERR_UNKNOWN_FILE_EXTENSION: [TypeError, (extension, path) => `Unknown file extension "${extension}" for ${path}`],
  ERR_UNKNOWN_MODULE_FORMAT: [RangeError, 'Unknown module format: %s for URL %s'],
  ERR_UNKNOWN_SIGNAL: [TypeError, 'Unknown signal: %s'],
  ERR_UNSUPPORTED_DIR_IMPORT: [Error, function(path, base, exactUrl) {
    this.url = exactUrl;
    return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
  }],
  ERR_UNSUPPORTED_ESM_URL_SCHEME: [Error, (url, supported) => {
    const { formatList } = require('../errors');
    const windowsPath = process.platform === 'win32' && url.protocol?.length === 2 ?
      '. On Windows, absolute paths must be valid file:// URLs' : '';
    return `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM loader${windowsPath}. ` +
      `Received protocol '${url.protocol}'`;
  }],
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING: [Error,
    'Stripping types is currently unsupported for files under node_modules, for "%s"'],
  ERR_UNSUPPORTED_RESOLVE_REQUEST: [TypeError,
    'Failed to resolve module specifier "%s" from "%s": Invalid relative URL or base scheme is not hierarchical.'],
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: [SyntaxError, '%s'],
  ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING: [TypeError, 'A dynamic import callback was not specified.'],
  ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG: [TypeError,
    'A dynamic import callback was invoked without --experimental-vm-modules'],
  ERR_VM_MODULE_ALREADY_LINKED: [Error, 'Module has already been linked'],
  ERR_VM_MODULE_CACHED_DATA_REJECTED: [Error, 'cachedData buffer was rejected'],
  ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA: [Error, 'Cached data cannot be created for a module which has been evaluated'],
  ERR_VM_MODULE_DIFFERENT_CONTEXT: [Error, 'Linked modules must use the same context'],
  ERR_VM_MODULE_LINK_FAILURE: [Error, function(message, cause) {
    this.cause = cause;
    return message;
  }],
  ERR_VM_MODULE_NOT_MODULE: [Error, 'Provided module is not an instance of Module'],
  ERR_VM_MODULE_STATUS: [Error, 'Module status %s'],
  ERR_WEBASSEMBLY_NOT_SUPPORTED: [Error,
    'WebAssembly is not supported in this environment, but is required for %s'],
  ERR_WEBASSEMBLY_RESPONSE: [TypeError, 'WebAssembly response %s'],
};
