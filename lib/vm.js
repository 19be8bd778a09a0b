'use strict';

const { ContextifyScript } = internalBinding('contextify');
const { codes } = require('./internal/errors');
const {
  kValidateObjectAllowObjects, validateArray, validateBoolean, validateInt32, validateObject, validateString,
  validateStringArray, validateUint32,
} = require('./internal/validators');
const contexts = require('./internal/vm/contexts');

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});

/** A compiled script, to be run any number of times. */
class Script extends ContextifyScript {
  /**
   * @param {string} code
   * @param {string | { filename?: string, lineOffset?: number, columnOffset?: number }} [options]
   */
  constructor(code, options = {}) {
    const text = `${code}`;
    const settings = typeof options === 'string' ? { filename: options } : options;
    validateObject(settings, 'options');
    const {
      filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData,
      produceCachedData = false,
    } = settings;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    validateBoolean(produceCachedData, 'options.produceCachedData');
    if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) {
      throw new codes.ERR_INVALID_ARG_TYPE(
        'options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
    }
    try {
      super(text, filename, lineOffset, columnOffset);
    } catch (error) {
      throw shown(error, settings);
    }
    if (cachedData !== undefined) {
      // There is no code cache to accept: compiled code stays inside the JVM.
      this.cachedDataRejected = true;
    }
    this.sourceMapURL = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(text)?.[1];
  }

  /** Runs in the global scope. */
  runInThisContext(options) {
    checkRunOptions(options);
    try {
      return super.runInThisContext();
    } catch (error) {
      throw shown(error, options);
    }
  }

  runInContext(contextifiedObject, options) {
    contexts.validate(contextifiedObject);
    checkRunOptions(options);
    try {
      return contexts.run(contextifiedObject, this);
    } catch (error) {
      throw shown(error, options);
    }
  }

  runInNewContext(contextObject, options) {
    return this.runInContext(createContext(contextObject, contextOptionsOf(options)), options);
  }

  /** @returns {Buffer} always empty: compiled code can't leave the JVM */
  createCachedData() {
    return require('./buffer').Buffer.alloc(0);
  }
}

/** What a script threw, with the line in its stack unless `displayErrors` is off. */
function shown(error, options) {
  return options?.displayErrors === false ? error : require('./internal/vm/decorate_error').decorateError(error);
}

function checkRunOptions(options) {
  if (options === undefined) {
    return;
  }
  if (typeof options === 'string') {
    return;
  }
  validateObject(options, 'options');
  const { breakOnSigint = false, displayErrors = true, timeout } = options;
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  if (timeout !== undefined) {
    validateUint32(timeout, 'options.timeout', true);
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('vm option timeout');
  }
}

function contextOptionsOf(options) {
  if (typeof options !== 'object' || options === null) {
    return undefined;
  }
  const { contextName: name, contextOrigin: origin, contextCodeGeneration: codeGeneration } = options;
  return { name, origin, codeGeneration, microtaskMode: options.microtaskMode };
}

/**
 * Makes an object the global scope of a realm of its own.
 * @param {object} [contextObject]
 * @param {object} [options]
 * @returns {object} the same object
 */
function createContext(contextObject = {}, options = {}) {
  if (contextObject === constants.DONT_CONTEXTIFY) {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('vm.constants.DONT_CONTEXTIFY');
  }
  validateObject(options, 'options');
  const { name = 'VM Context', origin, codeGeneration } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) {
    validateString(origin, 'options.origin');
  }
  if (codeGeneration !== undefined) {
    validateObject(codeGeneration, 'options.codeGeneration');
  }
  return contexts.create(contextObject);
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
function compileFunction(code, params = [], options = {}) {
  validateString(code, 'code');
  validateArray(params, 'params');
  validateStringArray(params, 'params');
  validateObject(options, 'options');
  const { filename = '', parsingContext, contextExtensions = [] } = options;
  validateString(filename, 'options.filename');
  validateArray(contextExtensions, 'options.contextExtensions');
  if (contextExtensions.length > 0) {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('vm.compileFunction contextExtensions');
  }
  if (parsingContext !== undefined) {
    contexts.validate(parsingContext, 'options.parsingContext');
    return contexts.compileFunction(parsingContext, code, filename, params);
  }
  return internalBinding('contextify').compileFunction(code, filename, params);
}

function measureMemory() {
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('vm.measureMemory()');
}

module.exports = {
  Script,
  compileFunction,
  constants,
  createContext,
  createScript,
  isContext,
  measureMemory,
  runInContext,
  runInNewContext,
  runInThisContext,
};
