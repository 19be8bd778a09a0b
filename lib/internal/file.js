'use strict';

const { ERR_INVALID_THIS, ERR_MISSING_ARGS } = require('./errors').codes;
const { customInspectSymbol, kEmptyObject, kEnumerableProperty } = require('./util');
const { Blob } = require('./blob');
const { kClone } = require('./worker/js_transferable');

/** A blob with a name and a date. */
class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = kEmptyObject) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    let lastModified = options?.lastModified;
    lastModified = lastModified === undefined ? Date.now() : +lastModified;
    this.#name = `${fileName}`.toWellFormed();
    this.#lastModified = Number.isFinite(lastModified) ? Math.trunc(lastModified) + 0 : 0;
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) {
      throw new ERR_INVALID_THIS('File');
    }
  }

  [kClone]() {
    if (typeof this !== 'object' || !(#name in this)) return undefined;
    // What is made of a blob shares its bytes.
    return { value: new File([this], this.#name, { type: this.type, lastModified: this.#lastModified }) };
  }

  get name() {
    File.#check(this);
    return this.#name;
  }

  get lastModified() {
    File.#check(this);
    return this.#lastModified;
  }

  [customInspectSymbol](depth, options) {
    File.#check(this);
    if (depth < 0) return this;
    const { inspect } = require('./util/inspect');
    const depthLeft = options.depth == null ? null : options.depth - 1;
    const shown = {
      size: this.size,
      type: this.type,
      name: this.#name,
      lastModified: this.#lastModified,
    };
    return `File ${inspect(shown, { ...options, depth: depthLeft })}`;
  }
}

Object.defineProperties(File.prototype, {
  name: kEnumerableProperty,
  lastModified: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'File' },
});

module.exports = { File };
