'use strict';

// Who answers the `import()` of a script, function, module or context of vm: a callback of the program's, the
// main context's loader, or an error.

const { codes } = require('../errors');
const { validateFunction } = require('../validators');
const { getOptionValue } = require('../options');

const useMainContextDefaultLoader = Symbol('vm_dynamic_import_main_context_default');

const missing = { answer: rejectMissing };
const missingFlag = { answer: rejectMissingFlag };

async function rejectMissing() {
  throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
}

async function rejectMissingFlag() {
  throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG();
}

/** The answers of a program's callback. Its referrer is known only when the engine has compiled the code. */
class ImportCallback {
  #importModuleDynamically;

  constructor(importModuleDynamically) {
    this.#importModuleDynamically = importModuleDynamically;
    this.referrer = undefined;
  }

  async answer(specifier, attributes, phase) {
    const importModuleDynamically = this.#importModuleDynamically;
    const module = await importModuleDynamically(specifier, this.referrer, attributes, phase);
    return phase === 'source' ? sourceOf(module) : namespaceOf(module);
  }
}

function namespaceOf(module) {
  if (require('../util/types').isModuleNamespaceObject(module)) return module;
  const { isModule } = require('./module');
  if (!isModule(module)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
  if (module.status === 'errored') throw module.error;
  return module.namespace;
}

/** What a module of vm is made from: none has that. */
function sourceOf(module) {
  const { isModule, wrapOf } = require('./module');
  if (!isModule(module)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
  return wrapOf(module).getModuleSource();
}

let warned = false;

function warnOfDefaultLoader() {
  if (warned) return;
  warned = true;
  process.emitWarning('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER is an experimental feature and might change at any time',
    'ExperimentalWarning');
}

/**
 * What the engine is to keep with a piece of code for its `import()`.
 * @param {Function | symbol | undefined} importModuleDynamically the program's option
 * @param {string} name of the option
 * @returns {{ answer: Function, referrer?: any } | undefined} undefined leaves it to the loader
 */
function hostDefinedOf(importModuleDynamically, name = 'options.importModuleDynamically') {
  if (importModuleDynamically === undefined) return missing;
  if (importModuleDynamically === useMainContextDefaultLoader) {
    warnOfDefaultLoader();
    return undefined;
  }
  validateFunction(importModuleDynamically, name);
  return getOptionValue('--experimental-vm-modules') ? new ImportCallback(importModuleDynamically) : missingFlag;
}

/** Says who is the referrer of the code that has this. */
function setReferrer(hostDefined, referrer) {
  if (hostDefined instanceof ImportCallback) hostDefined.referrer = referrer;
}

const phases = ['evaluation', 'source', 'defer'];

/**
 * What the engine calls for `import()` in code of vm.
 * @param {object} hostDefined or the wrap of a module
 * @param {string} specifier
 * @param {Record<string, string>} attributes
 * @param {number} phase of the engine
 * @returns {Promise<object>} the namespace
 */
function importDynamically(hostDefined, specifier, attributes, phase) {
  const owner = hostDefined.vmModule === undefined ? hostDefined : hostDefined.vmModule.hostDefined;
  if (owner === undefined) {
    return require('../modules/esm/loader').importDynamically(hostDefined.url, specifier, attributes, phase);
  }
  return owner.answer(specifier, { __proto__: null, ...attributes }, phases[phase]);
}

module.exports = { hostDefinedOf, importDynamically, phases, setReferrer, useMainContextDefaultLoader };
