'use strict';

// What is said of an import that a CommonJS module does not provide.

/**
 * @param {any} error what linking threw
 * @param {ModuleJob} job the module that was linked
 * @returns {any} the error to throw
 */
function explain(error, job) {
  if (!(error instanceof SyntaxError)) {
    return error;
  }
  const match = /^The requested module '(.+)' does not provide an export named '(.+)'$/s.exec(error.message);
  if (match === null) return error;
  const { 1: specifier, 2: name } = match;
  const importer = importerOfCommonJS(job, specifier, new Set());
  if (importer !== undefined) error.message = aboutCommonJS(specifier, name, importer.wrap.getSourceText());
  return error;
}

/** The module of a graph that imports a CommonJS module by a specifier. */
function importerOfCommonJS(job, specifier, seen) {
  if (seen.has(job) || !job.linked) return undefined;
  seen.add(job);
  const index = job.wrap.getModuleRequests().findIndex((request) => request.specifier === specifier);
  if (index !== -1 && job.linked[index].format?.startsWith('commonjs')) return job;
  for (const linked of job.linked) {
    const found = importerOfCommonJS(linked, specifier, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function aboutCommonJS(specifier, name, text) {
  let message = `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not ` +
    'support all module.exports as named exports.\nCommonJS modules can always be imported via the default export, ' +
    `for example using:\n\nimport pkg from '${specifier}';\n`;
  const line = text.split('\n').find((each) => each.includes(name) && each.includes(specifier));
  const names = /\{[^}]*\}/.exec(line ?? '')?.[0];
  if (names !== undefined) message += `const ${names.replace(/\s+as\s+/g, ': ')} = pkg;\n`;
  return message;
}

module.exports = { explain };
