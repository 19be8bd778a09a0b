'use strict';

// --test-global-setup: a module that is run before all tests, and after them.

const path = require('../../path');
const { pathToFileURL } = require('../../url');

/**
 * @param {string} file
 * @param {object} harness gets the module's `globalTeardown`
 */
async function run(file, harness) {
  const { importModule } = require('../modules/esm/loader');
  const module = await importModule(pathToFileURL(path.resolve(file)).href, pathToFileURL(`${process.cwd()}/`).href);
  const { globalSetup, globalTeardown } = module.default?.globalSetup !== undefined ? module.default : module;
  if (typeof globalTeardown === 'function') harness.globalTearDown = globalTeardown;
  if (typeof globalSetup === 'function') await globalSetup();
}

module.exports = { run };
