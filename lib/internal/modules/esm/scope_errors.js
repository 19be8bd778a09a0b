'use strict';

// An ES module that was written as CommonJS: what V8 says is said more helpfully.

const { fileURLToPath } = require('../../url');
const packageJson = require('../package_json_reader');

const notDefined = /^(?:require|module|exports|__filename|__dirname) is not defined$/;

/**
 * Explains that there is no `require` in ES modules and why a file is taken for one.
 * @param {any} error what the graph of a module has thrown; its message and stack may be changed
 * @param {ModuleJob} job the module that was imported
 * @returns {any} the error
 */
function explainScopeError(error, job) {
  if (error?.name !== 'ReferenceError' || !notDefined.test(error.message) ||
      typeof error.stack !== 'string' || !/^[^\n]*\n {4}at (?:[^\n]* \()?(?:file|data):/.test(error.stack)) {
    return error;
  }
  const { message } = error;
  if (job.wrap.hasTopLevelAwait()) {
    setMessage(error, message, 'Cannot determine intended module format because both require() and top-level await are ' +
      'present. If the code is intended to be CommonJS, wrap await in an async function. If the code is intended to be ' +
      'an ES module, replace require() with import.');
    error.code = 'ERR_AMBIGUOUS_MODULE_SYNTAX';
  } else {
    const advice = message.startsWith('require ') ? ', you can use import instead' : '';
    setMessage(error, message, `${message} in ES module scope${advice}${reasonOf(job.url)}`);
  }
  return error;
}

function setMessage(error, before, after) {
  const { stack } = error;
  error.message = after;
  error.stack = stack.replace(before, () => after);
}

function reasonOf(url) {
  if (!url.startsWith('file:') || !/\.[jt]s$/.test(url)) return '';
  const filename = fileURLToPath(url);
  const config = packageJson.getNearestParentPackageJSON(filename);
  if (config?.type !== 'module') return '';
  const extension = filename.slice(-3);
  return `\nThis file is being treated as an ES module because it has a '${extension}' file extension and '${config.pjsonPath}' ` +
    `contains "type": "module". To treat it as a CommonJS script, rename it to use the '.c${extension.slice(1)}' file extension.`;
}

module.exports = { explainScopeError };
