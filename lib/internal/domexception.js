'use strict';

// DOMException as WebIDL has it: https://webidl.spec.whatwg.org/#idl-DOMException

const { kClone, kDeserialize } = require('./worker/js_transferable');

/** Names that have a number, in the order of their numbers; empty where a number has no name any more. */
const kLegacyNames = [
  'IndexSizeError', '', 'HierarchyRequestError', 'WrongDocumentError', 'InvalidCharacterError', '',
  'NoModificationAllowedError', 'NotFoundError', 'NotSupportedError', 'InUseAttributeError', 'InvalidStateError', 'SyntaxError',
  'InvalidModificationError', 'NamespaceError', 'InvalidAccessError', '', 'TypeMismatchError', 'SecurityError', 'NetworkError',
  'AbortError', 'URLMismatchError', 'QuotaExceededError', 'TimeoutError', 'InvalidNodeTypeError', 'DataCloneError',
];

/** The constants are named after the errors, three of them not quite. */
const kConstants = [
  'INDEX_SIZE_ERR', 'DOMSTRING_SIZE_ERR', 'HIERARCHY_REQUEST_ERR', 'WRONG_DOCUMENT_ERR', 'INVALID_CHARACTER_ERR',
  'NO_DATA_ALLOWED_ERR', 'NO_MODIFICATION_ALLOWED_ERR', 'NOT_FOUND_ERR', 'NOT_SUPPORTED_ERR', 'INUSE_ATTRIBUTE_ERR',
  'INVALID_STATE_ERR', 'SYNTAX_ERR', 'INVALID_MODIFICATION_ERR', 'NAMESPACE_ERR', 'INVALID_ACCESS_ERR', 'VALIDATION_ERR',
  'TYPE_MISMATCH_ERR', 'SECURITY_ERR', 'NETWORK_ERR', 'ABORT_ERR', 'URL_MISMATCH_ERR', 'QUOTA_EXCEEDED_ERR', 'TIMEOUT_ERR',
  'INVALID_NODE_TYPE_ERR', 'DATA_CLONE_ERR',
];

/** Hands back what it is given: a subclass then puts its private fields there. */
function Given(object) {
  return object;
}

/** The private side of a DOMException, on an object that is a real error to the engine. */
class Fields extends Given {
  #message;
  #name;

  constructor(error, message, name) {
    super(error);
    this.#message = message;
    this.#name = name;
  }

  static #check(object) {
    if (object === null || typeof object !== 'object' || !(#name in object)) {
      // The web's wording, which lacks "type".
      const error = new TypeError('Value of "this" must be of DOMException');
      error.code = 'ERR_INVALID_THIS';
      throw error;
    }
    return object;
  }

  static message(object) {
    return Fields.#check(object).#message;
  }

  static nameOf(object) {
    return Fields.#check(object).#name;
  }

  static isIn(object) {
    return object !== null && typeof object === 'object' && #name in object;
  }

  static restore(object, { message, name }) {
    object.#message = message;
    object.#name = name;
  }
}

/** An error of the web platform: it has a name instead of a class. */
class DOMException {
  constructor(message = '', options = 'Error') {
    const error = Reflect.construct(Error, [], new.target);
    let name = options;
    if (options !== null && typeof options === 'object') {
      ({ name = 'Error' } = options);
      if ('cause' in options) {
        Object.defineProperty(error, 'cause', {
          __proto__: null, value: options.cause, configurable: true, writable: true, enumerable: false,
        });
      }
    }
    return new Fields(error, `${message}`, `${name}`);
  }

  get name() {
    return Fields.nameOf(this);
  }

  get message() {
    return Fields.message(this);
  }

  [kClone]() {
    if (!Fields.isIn(this)) return undefined;
    return {
      data: { message: this.message, name: this.name, stack: this.stack },
      deserializeInfo: 'internal/domexception:DOMException',
    };
  }

  [kDeserialize](data) {
    Fields.restore(this, data);
    Object.defineProperty(this, 'stack', {
      __proto__: null, configurable: true, enumerable: false, writable: true, value: data.stack,
    });
  }

  get code() {
    const name = Fields.nameOf(this);
    return name === '' ? 0 : kLegacyNames.indexOf(name) + 1;
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
Object.defineProperties(DOMException.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'DOMException' },
  name: { __proto__: null, enumerable: true },
  message: { __proto__: null, enumerable: true },
  code: { __proto__: null, enumerable: true },
});
kConstants.forEach((name, index) => {
  const constant = { __proto__: null, enumerable: true, value: index + 1 };
  Object.defineProperty(DOMException, name, constant);
  Object.defineProperty(DOMException.prototype, name, constant);
});

module.exports = { DOMException };
