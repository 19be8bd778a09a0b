'use strict';

const { ContextifyScript } = internalBinding('contextify');
const { codes } = require('./internal/errors');
const {
  kValidateObjectAllowObjects, validateArray, validateBoolean, validateBuffer, validateInt32,
  validateObject, validateOneOf, validateString, validateStringArray, validateUint32,
} = require('./internal/validators');
const { getOptionValue } = require('./internal/options');
const contexts = require('./internal/vm/contexts');
const { hostDefinedOf, setReferrer, useMainContextDefaultLoader } = require('./internal/vm/dynamic_import');

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: useMainContextDefaultLoader,
  DONT_CONTEXTIFY: contexts.dontContextify,
});

function cachedData() {
  return require('./internal/vm/cached_data');
}

/** A compiled script, to be run any number of times. */
class Script extends ContextifyScript {
  #text;
  #filename;
  #lineOffset;
  #columnOffset;

  /**
   * @param {string} code
   * @param {string | object} [options]
   */
  constructor(code, options = {}) {
    const text = `${code}`;
    const settings = typeof options === 'string' ? { filename: options } : options;
    validateObject(settings, 'options');
    const {
      filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData: data,
      produceCachedData = false, importModuleDynamically,
    } = settings;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (data !== undefined) validateBuffer(data, 'options.cachedData');
    validateBoolean(produceCachedData, 'options.produceCachedData');
    const hostDefined = hostDefinedOf(importModuleDynamically);
    const accepted = data !== undefined && cachedData().isCachedDataOf(data, text, filename, lineOffset, columnOffset);
    try {
      super(text, filename, lineOffset, columnOffset, hostDefined, accepted ? data : undefined);
    } catch (error) {
      throw shown(error, settings, columnOffset);
    }
    this.#text = text;
    this.#filename = filename;
    this.#lineOffset = lineOffset;
    this.#columnOffset = columnOffset;
    setReferrer(hostDefined, this);
    if (data !== undefined) this.cachedDataRejected = !accepted;
    if (produceCachedData) {
      this.cachedDataProduced = true;
      this.cachedData = Script.#createCachedData(this);
    }
    this.sourceURL = magicComment(text, 'sourceURL');
    this.sourceMapURL = magicComment(text, 'sourceMappingURL');
  }

  /** Runs in the global scope. */
  runInThisContext(options) {
    return this.#run(super.runInContext, null, options);
  }

  runInContext(contextifiedObject, options) {
    contexts.validate(contextifiedObject);
    return this.#run(super.runInContext, contexts.contextOf(contextifiedObject), options);
  }

  #run(run, context, options) {
    const { breakOnSigint, timeout } = runOptionsOf(options);
    try {
      return Reflect.apply(run, this, [context, timeout, breakOnSigint]);
    } catch (error) {
      throw shown(error, options, this.#columnOffset);
    }
  }

  runInNewContext(contextObject, options) {
    return this.runInContext(createContext(contextObject, contextOptionsOf(options)), options);
  }

  /** @returns {Buffer} which {@link Script} takes as `cachedData` of the same text */
  static #createCachedData(script) {
    return cachedData().cachedDataOf(script.#text, script.#filename, script.#lineOffset, script.#columnOffset);
  }

  static {
    // V8's class has it, and Script inherits it.
    Object.defineProperty(ContextifyScript.prototype, 'createCachedData', {
      __proto__: null,
      configurable: true,
      writable: true,
      value: function createCachedData() {
        return Script.#createCachedData(this);
      },
    });
  }
}

/** The last comment of a text that says where something is. */
function magicComment(text, name) {
  if (!text.includes(name)) return undefined;
  const matches = [...text.matchAll(new RegExp(`//[#@] ${name}=(\\S+)[ \\t]*$`, 'gm'))];
  return matches.at(-1)?.[1];
}

/** What a script threw, with the line in its stack unless `displayErrors` is off. */
function shown(error, options, columnOffset) {
  return options?.displayErrors === false
    ? error
    : require('./internal/vm/decorate_error').decorateError(error, columnOffset);
}

const noOptions = Object.freeze({});

function runOptionsOf(options = noOptions) {
  validateObject(options, 'options');
  const { breakOnSigint = false, displayErrors = true, timeout } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { breakOnSigint, timeout: timeout ?? 0 };
}

/** What `runInNewContext` says of its context. */
function contextOptionsOf(options) {
  if (typeof options !== 'object' || options === null) return undefined;
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  if (contextName !== undefined) validateString(contextName, 'options.contextName');
  if (contextOrigin !== undefined) validateString(contextOrigin, 'options.contextOrigin');
  if (contextCodeGeneration !== undefined) {
    validateCodeGeneration(contextCodeGeneration, 'options.contextCodeGeneration');
  }
  if (microtaskMode !== undefined) validateString(microtaskMode, 'options.microtaskMode');
  return { name: contextName, origin: contextOrigin, codeGeneration: contextCodeGeneration, microtaskMode };
}

function validateCodeGeneration(codeGeneration, name) {
  validateObject(codeGeneration, name);
  const { strings, wasm } = codeGeneration;
  if (strings !== undefined) validateBoolean(strings, `${name}.strings`);
  if (wasm !== undefined) validateBoolean(wasm, `${name}.wasm`);
}

/**
 * Makes an object the global scope of a realm of its own.
 * @param {object | symbol} [contextObject] `constants.DONT_CONTEXTIFY` for an ordinary global object
 * @param {object} [options]
 * @returns {object} the same object, or the global object
 */
function createContext(contextObject = {}, options = {}) {
  if (contextObject !== contexts.dontContextify && isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name, origin, codeGeneration, microtaskMode, importModuleDynamically } = options;
  if (name !== undefined) validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateCodeGeneration(codeGeneration, 'options.codeGeneration');
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  const hostDefined = hostDefinedOf(importModuleDynamically);
  const context = contexts.create(contextObject, {
    hostDefined, ownMicrotasks: microtaskMode === 'afterEvaluate', allowsStrings: codeGeneration?.strings !== false,
  });
  setReferrer(hostDefined, context);
  return context;
}

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowObjects);
  return contexts.isContext(object);
}

function scriptOptions(options) {
  return typeof options === 'string' ? { filename: options } : options;
}

function runInContext(code, contextifiedObject, options) {
  contexts.validate(contextifiedObject);
  const settings = scriptOptions(options);
  return new Script(code, settings).runInContext(contextifiedObject, settings);
}

function runInNewContext(code, contextObject, options) {
  const settings = scriptOptions(options);
  return new Script(code, settings).runInNewContext(contextObject, settings);
}

function runInThisContext(code, options) {
  const settings = scriptOptions(options);
  return new Script(code, settings).runInThisContext(settings);
}

function createScript(code, options) {
  return new Script(code, options);
}

/**
 * Compiles a text as a function's body.
 * @param {string} code
 * @param {string[]} [params]
 * @param {object} [options]
 * @returns {Function}
 */
function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const {
    filename = '', lineOffset = 0, columnOffset = 0, cachedData: data, produceCachedData = false, parsingContext,
    contextExtensions = [], importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (data !== undefined) validateBuffer(data, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined &&
      (typeof parsingContext !== 'object' || parsingContext === null || !contexts.isContext(parsingContext))) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => {
    validateObject(extension, `options.contextExtensions[${i}]`, kValidateObjectAllowObjects);
  });
  const hostDefined = hostDefinedOf(importModuleDynamically);
  const parameters = params ?? [];
  const accepted = data !== undefined &&
    cachedData().isCachedDataOf(data, code, filename, lineOffset, columnOffset, parameters);
  const compiled = internalBinding('contextify').compileFunction(
    code, filename, lineOffset, columnOffset, hostDefined, parameters,
    parsingContext === undefined ? null : contexts.contextOf(parsingContext), contextExtensions,
    accepted ? data : undefined);
  setReferrer(hostDefined, compiled);
  if (data !== undefined) compiled.cachedDataRejected = !accepted;
  if (produceCachedData) {
    compiled.cachedDataProduced = true;
    compiled.cachedData = cachedData().cachedDataOf(code, filename, lineOffset, columnOffset, parameters);
  }
  return compiled;
}

let warnedOfMeasureMemory = false;

/**
 * How much memory the program's objects take.
 * @param {{ mode?: 'summary' | 'detailed', execution?: 'default' | 'eager' }} [options]
 * @returns {Promise<object>}
 */
function measureMemory(options = {}) {
  if (!warnedOfMeasureMemory) {
    warnedOfMeasureMemory = true;
    process.emitWarning('vm.measureMemory is an experimental feature and might change at any time', 'ExperimentalWarning');
  }
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  return require('./internal/vm/measure_memory').measure(mode, execution);
}

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants,
};

if (getOptionValue('--experimental-vm-modules')) {
  const { Module, SourceTextModule, SyntheticModule } = require('./internal/vm/module');
  Object.assign(module.exports, { Module, SourceTextModule, SyntheticModule });
}
