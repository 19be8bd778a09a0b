'use strict';

// `vm.Module` and its kinds: ES modules that the program itself links and runs.

const { ModuleWrap } = internalBinding('module_wrap');
const { customInspectSymbol } = require('../util');
const { codes } = require('../errors');
const {
  validateArray, validateBoolean, validateBuffer, validateFunction, validateInt32, validateObject, validateString,
  validateUint32,
} = require('../validators');
const contexts = require('./contexts');
const { cachedDataOf, isCachedDataOf } = require('./cached_data');
const { hostDefinedOf, phases, setReferrer } = require('./dynamic_import');

const statuses = ['unlinked', 'linking', 'linked', 'evaluating', 'evaluated', 'errored'];

const moduleCounts = new WeakMap();
const mainContext = {};

function nextIdentifier(context) {
  const key = context ?? mainContext;
  const count = moduleCounts.get(key) ?? 0;
  moduleCounts.set(key, count + 1);
  return `vm:module(${count})`;
}

/** What the program does not see of a module. */
class ModuleState {
  /**
   * @param {Module} module
   * @param {string} identifier
   * @param {object | undefined} context
   */
  constructor(module, identifier, context) {
    this.module = module;
    this.identifier = identifier;
    this.context = context;
    this.wrap = undefined;
    this.hostDefined = undefined;
    this.importMetaCallback = undefined;
    /** While `link` is under way or has failed, what the engine does not know of. */
    this.override = undefined;
    this.linkError = undefined;
    /** The modules that this one imports, once they are known. */
    this.linked = undefined;
    this.requests = undefined;
    this.specifiers = undefined;
  }

  get status() {
    return this.override ?? statuses[this.wrap.getStatus()];
  }

  initializeImportMeta(meta) {
    const callback = this.importMetaCallback;
    if (callback !== undefined) callback(meta, this.module);
  }
}

/** @type {WeakMap<Module, ModuleState>} */
const states = new WeakMap();

function isModule(value) {
  return typeof value === 'object' && value !== null && states.has(value);
}

function stateOf(module, kind = Module) {
  const state = states.get(module);
  if (state === undefined || !(module instanceof kind)) throw new codes.ERR_INVALID_THIS(kind.name);
  return state;
}

let warned = false;

function setUp(module, { context, identifier }) {
  if (!warned) {
    warned = true;
    process.emitWarning('VM Modules is an experimental feature and might change at any time', 'ExperimentalWarning');
  }
  if (context !== undefined) {
    validateObject(context, 'context');
    if (!contexts.isContext(context)) throw new codes.ERR_INVALID_ARG_TYPE('options.context', 'vm.Context', context);
  }
  const state = new ModuleState(module, identifier ?? nextIdentifier(context), context);
  states.set(module, state);
  return state;
}

/** The engine's context of a module: null for the main one. */
function contextOf(state) {
  return state.context === undefined ? null : contexts.contextOf(state.context);
}

/** A module that a program links and runs; abstract. */
class Module {
  constructor() {
    if (new.target === Module) throw new TypeError('Module is not a constructor');
  }

  get identifier() {
    return stateOf(this).identifier;
  }

  get context() {
    return stateOf(this).context;
  }

  get namespace() {
    const { wrap } = stateOf(this);
    // One that could not be linked counts as unlinked here.
    if (wrap.getStatus() < statuses.indexOf('linked')) {
      throw new codes.ERR_VM_MODULE_STATUS('must not be unlinked or linking');
    }
    return wrap.getNamespace();
  }

  get status() {
    return stateOf(this).status;
  }

  get error() {
    const { status, linkError, wrap } = stateOf(this);
    if (status !== 'errored') throw new codes.ERR_VM_MODULE_STATUS('must be errored');
    return linkError === undefined ? wrap.getError() : linkError.error;
  }

  /**
   * Finds what this module imports, and what that imports, and links them.
   * @param {(specifier: string, module: Module, extra: object) => Module | Promise<Module>} linker
   * @returns {Promise<void>}
   */
  async link(linker) {
    const state = stateOf(this);
    validateFunction(linker, 'linker');
    if (state.status === 'linked') throw new codes.ERR_VM_MODULE_ALREADY_LINKED();
    if (state.status !== 'unlinked') throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    await linkWith(state, linker);
    instantiate(state);
  }

  /**
   * Runs the module.
   * @param {{ timeout?: number, breakOnSigint?: boolean }} [options]
   * @returns {Promise<void>} settled at once where nothing waits
   */
  evaluate(options = {}) {
    try {
      return evaluate(stateOf(this), options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  [customInspectSymbol](depth, options) {
    const { status, identifier, context } = stateOf(this);
    const { constructor } = this;
    if (typeof depth === 'number' && depth < 0) return `[${constructor.name}]`;
    const { inspect } = require('../util/inspect');
    const shown = { __proto__: constructor.prototype, status, identifier, context };
    return inspect(shown, { ...options, customInspect: false });
  }
}

function evaluate(state, options) {
  validateObject(options, 'options');
  const { timeout, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  const { status, wrap } = state;
  if (status !== 'linked' && status !== 'evaluated' && status !== 'errored') {
    throw new codes.ERR_VM_MODULE_STATUS('must be one of linked, evaluated, or errored');
  }
  if (state.linkError !== undefined) throw state.linkError.error;
  const promise = wrap.evaluate(timeout ?? 0, breakOnSigint);
  if (promise instanceof Promise) return promise;
  // A promise of the module's own context; its outcome may be at hand.
  promise.then(undefined, () => {});
  if (wrap.getStatus() === statuses.indexOf('errored')) return Promise.reject(wrap.getError());
  return wrap.isWaiting() ? new Promise((resolve, reject) => promise.then(resolve, reject)) : Promise.resolve();
}

/** Asks a linker for all that a module imports, that is not linked yet. */
async function linkWith(state, linker) {
  state.override = 'linking';
  try {
    const found = state.wrap.getModuleRequests().map(({ specifier, attributes }) => {
      const importAttributes = { __proto__: null, ...attributes };
      return requestFrom(linker, state, specifier, importAttributes);
    });
    const modules = await Promise.all(found);
    state.linked = modules;
    state.wrap.link(modules.map(({ wrap }) => wrap));
    state.override = undefined;
  } catch (error) {
    state.override = 'errored';
    state.linkError = { error };
    throw error;
  }
}

async function requestFrom(linker, state, specifier, attributes) {
  const module = await linker(specifier, state.module, { attributes, assert: attributes });
  if (!isModule(module)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
  const found = states.get(module);
  if (found.context !== state.context) throw new codes.ERR_VM_MODULE_DIFFERENT_CONTEXT();
  if (found.status === 'errored') {
    throw new codes.ERR_VM_MODULE_LINK_FAILURE(`request for '${specifier}' resolved to an errored module`, module.error);
  }
  if (found.status === 'unlinked' && found.linked === undefined) await linkWith(found, linker);
  return found;
}

function instantiate(state) {
  try {
    state.wrap.instantiate();
  } catch (error) {
    throw require('../modules/esm/link_errors').explain(error, state);
  }
}

/** An ES module from a text. */
class SourceTextModule extends Module {
  /**
   * @param {string} sourceText
   * @param {object} [options]
   */
  constructor(sourceText, options = {}) {
    super();
    validateString(sourceText, 'sourceText');
    validateObject(options, 'options');
    const {
      identifier, lineOffset = 0, columnOffset = 0, initializeImportMeta, importModuleDynamically, cachedData,
    } = options;
    if (identifier !== undefined) validateString(identifier, 'options.identifier');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    const hostDefined = hostDefinedOf(importModuleDynamically);
    if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
    const state = setUp(this, options);
    if (cachedData !== undefined && !isCachedDataOf(sourceText, cachedData)) {
      throw new codes.ERR_VM_MODULE_CACHED_DATA_REJECTED();
    }
    setReferrer(hostDefined, this);
    state.hostDefined = hostDefined;
    state.importMetaCallback = initializeImportMeta;
    state.wrap = new ModuleWrap(state.identifier, sourceText, lineOffset, columnOffset, contextOf(state));
    state.wrap.vmModule = state;
    state.text = sourceText;
  }

  /**
   * Says which modules the requests of `moduleRequests` mean, in their order.
   * @param {Module[]} modules
   */
  linkRequests(modules) {
    const state = stateOf(this, SourceTextModule);
    if (state.status !== 'unlinked') throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    validateArray(modules, 'modules');
    const linked = modules.map((module) => {
      if (!isModule(module)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
      const found = states.get(module);
      if (found.context !== state.context) throw new codes.ERR_VM_MODULE_DIFFERENT_CONTEXT();
      return found;
    });
    const { length } = state.wrap.getModuleRequests();
    if (linked.length !== length) {
      throw new codes.ERR_MODULE_LINK_MISMATCH(`Expected ${length} modules, got ${linked.length}`);
    }
    state.linked = linked;
    state.wrap.link(linked.map(({ wrap }) => wrap));
  }

  /** Links this module to those that `linkRequests` named, and those to theirs. */
  instantiate() {
    const state = stateOf(this, SourceTextModule);
    if (state.status !== 'unlinked') throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    if (state.linked === undefined) throw new codes.ERR_VM_MODULE_LINK_FAILURE('module is not linked');
    instantiate(state);
  }

  get dependencySpecifiers() {
    const state = stateOf(this, SourceTextModule);
    state.specifiers ??= Object.freeze(this.moduleRequests.map(({ specifier }) => specifier));
    return state.specifiers;
  }

  get moduleRequests() {
    const state = stateOf(this, SourceTextModule);
    state.requests ??= Object.freeze(state.wrap.getModuleRequests().map(({ specifier, attributes, phase }) => (
      Object.freeze({
        __proto__: null, specifier, attributes: Object.freeze({ __proto__: null, ...attributes }), phase: phases[phase],
      })
    )));
    return state.requests;
  }

  get status() {
    return stateOf(this, SourceTextModule).status;
  }

  get error() {
    stateOf(this, SourceTextModule);
    return super.error;
  }

  /** @returns {boolean} whether this module or one that it imports has a top-level await */
  hasAsyncGraph() {
    const state = stateOf(this, SourceTextModule);
    if (state.status === 'unlinked' || state.status === 'linking') {
      throw new codes.ERR_VM_MODULE_STATUS('must be instantiated');
    }
    return isAsync(state, new Set());
  }

  /** @returns {boolean} */
  hasTopLevelAwait() {
    return stateOf(this, SourceTextModule).wrap.hasTopLevelAwait();
  }

  /** @returns {Buffer} */
  createCachedData() {
    const { status, text } = stateOf(this, SourceTextModule);
    if (status === 'evaluating' || status === 'evaluated' || status === 'errored') {
      throw new codes.ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA();
    }
    return cachedDataOf(text);
  }
}

function isAsync(state, seen) {
  if (seen.has(state)) return false;
  seen.add(state);
  return state.wrap.hasTopLevelAwait() || (state.linked ?? []).some((linked) => isAsync(linked, seen));
}

/** A module whose exports the program sets itself. */
class SyntheticModule extends Module {
  /**
   * @param {string[]} exportNames
   * @param {() => void} evaluateCallback sets the exports
   * @param {object} [options]
   */
  constructor(exportNames, evaluateCallback, options = {}) {
    super();
    validateExportNames(exportNames);
    validateFunction(evaluateCallback, 'evaluateCallback');
    validateObject(options, 'options');
    if (options.identifier !== undefined) validateString(options.identifier, 'options.identifier');
    const state = setUp(this, options);
    const steps = () => {
      evaluateCallback();
    };
    state.names = new Set(exportNames);
    state.linked = [];
    state.wrap = new ModuleWrap(state.identifier, [...exportNames], steps, undefined, contextOf(state));
    state.wrap.vmModule = state;
    state.wrap.instantiate();
  }

  /** There is nothing to link. */
  link() {
    stateOf(this, SyntheticModule);
    return Promise.resolve();
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  setExport(name, value) {
    const { names, wrap } = stateOf(this, SyntheticModule);
    validateString(name, 'name');
    if (!names.has(name)) throw new ReferenceError(`Export '${name}' is not defined in module`);
    wrap.setExport(name, value);
  }
}

function validateExportNames(names) {
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) {
    throw new codes.ERR_INVALID_ARG_TYPE('exportNames', 'Array of unique strings', names);
  }
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) {
      throw new codes.ERR_INVALID_ARG_VALUE(`exportNames.${name}`, name, 'is duplicated');
    }
  });
}

/** @returns {ModuleWrap} */
function wrapOf(module) {
  return stateOf(module).wrap;
}

module.exports = { Module, SourceTextModule, SyntheticModule, isModule, wrapOf };
