'use strict';

// Cuts a pattern like `https://*.example.com/:id?q=*` into the patterns of its components. It looks only for what separates
// components; whether these are patterns shows later.

const tokens = require('./tokenizer');
const { canonicalizeProtocol, kSpecialSchemes } = require('./canonicalize');
const { compileComponent } = require('./component');

const INIT = 'init';
const AUTHORITY = 'authority';
const DONE = 'done';

/** The components that are known to be empty when a later one is met before them. */
const kBeforeHostname = new Set(['protocol', AUTHORITY, 'username', 'password']);
const kBeforePathname = new Set([...kBeforeHostname, 'hostname', 'port']);
const kBeforeSearch = new Set([...kBeforePathname, 'pathname']);
const kAfterHostname = new Set(['port', 'pathname', 'search', 'hash']);

class ConstructorStringParser {
  #input;
  #tokens;
  #index = 0;
  /** Index of the token that the component under way starts with. */
  #start = 0;
  #state = INIT;
  #groupDepth = 0;
  #bracketDepth = 0;
  #isSpecial = false;
  #result = {};

  constructor(input) {
    this.#input = input;
    this.#tokens = tokens.tokenize(input, true);
  }

  parse() {
    while (this.#state !== DONE) this.#step();
    const { hostname, port } = this.#result;
    // Who names a host without a port means the usual one.
    if (hostname !== undefined && port === undefined) this.#result.port = '';
    return this.#result;
  }

  /** Goes past one token, or changes the state, which then starts with the token at `#index`. */
  #step() {
    const { type } = this.#tokens[this.#index];
    if (type === tokens.END) {
      this.#end();
    } else if (type === tokens.OPEN) {
      this.#groupDepth++;
      this.#index++;
    } else if (this.#groupDepth > 0 && type !== tokens.CLOSE) {
      this.#index++;
    } else {
      if (this.#groupDepth > 0) this.#groupDepth--;
      if (!this.#changesState()) this.#index++;
    }
  }

  /** The end of the input shows that there was no protocol, or no credentials. */
  #end() {
    if (this.#state === INIT) {
      this.#index = this.#start;
      this.#state = this.#relativeState();
      if (this.#state !== 'pathname') this.#index++;
      this.#start = this.#index;
    } else if (this.#state === AUTHORITY) {
      this.#rewind('hostname');
    } else {
      this.#enter(DONE, 0);
    }
  }

  #relativeState() {
    if (this.#is('#')) return 'hash';
    return this.#isSearchPrefix() ? 'search' : 'pathname';
  }

  #changesState() {
    switch (this.#state) {
      case INIT:
        return this.#is(':') && this.#rewind('protocol');
      case 'protocol':
        return this.#is(':') && this.#endProtocol();
      case AUTHORITY:
        if (this.#is('@')) return this.#rewind('username');
        return this.#endsAuthority() && this.#rewind('hostname');
      case 'username':
        if (this.#is(':')) return this.#enter('password', 1);
        return this.#is('@') && this.#enter('hostname', 1);
      case 'password':
        return this.#is('@') && this.#enter('hostname', 1);
      case 'hostname':
        return this.#changesHostname();
      case 'port':
        return this.#startsPathname() || this.#startsSearch() || this.#startsHash();
      case 'pathname':
        return this.#startsSearch() || this.#startsHash();
      case 'search':
        return this.#startsHash();
      default:
        return false;
    }
  }

  #endProtocol() {
    const protocol = compileComponent(this.#componentText(), canonicalizeProtocol);
    this.#isSpecial = kSpecialSchemes.some((scheme) => protocol.test(scheme));
    if (this.#is('/', 1) && this.#is('/', 2)) return this.#enter(AUTHORITY, 3);
    return this.#enter(this.#isSpecial ? AUTHORITY : 'pathname', 1);
  }

  #changesHostname() {
    if (this.#is('[')) this.#bracketDepth++;
    else if (this.#is(']')) this.#bracketDepth--;
    else if (this.#is(':') && this.#bracketDepth === 0) return this.#enter('port', 1);
    return this.#startsPathname() || this.#startsSearch() || this.#startsHash();
  }

  #endsAuthority() {
    return this.#is('/') || this.#isSearchPrefix() || this.#is('#');
  }

  #startsPathname() {
    return this.#is('/') && this.#enter('pathname', 0);
  }

  #startsSearch() {
    return this.#isSearchPrefix() && this.#enter('search', 1);
  }

  #startsHash() {
    return this.#is('#') && this.#enter('hash', 1);
  }

  /** Whether the token `ahead` of the current one is this character and no part of a pattern's syntax. */
  #is(character, ahead = 0) {
    const token = this.#tokens[this.#index + ahead];
    return token?.value === character &&
      (token.type === tokens.CHAR || token.type === tokens.ESCAPED_CHAR || token.type === tokens.INVALID_CHAR);
  }

  /** A `?` starts the search unless it makes a group optional. */
  #isSearchPrefix() {
    if (this.#is('?')) return true;
    if (this.#tokens[this.#index].value !== '?') return false;
    switch (this.#tokens[this.#index - 1]?.type) {
      case tokens.NAME:
      case tokens.REGEXP:
      case tokens.CLOSE:
      case tokens.ASTERISK:
        return false;
      default:
        return true;
    }
  }

  #rewind(state) {
    this.#index = this.#start;
    this.#state = state;
    return true;
  }

  /** Ends the component under way and starts another one, after `skipped` tokens. */
  #enter(state, skipped) {
    const result = this.#result;
    const old = this.#state;
    if (old !== AUTHORITY) result[old] = this.#componentText();
    if (kBeforeHostname.has(old) && kAfterHostname.has(state)) result.hostname ??= '';
    if (kBeforePathname.has(old) && (state === 'search' || state === 'hash')) {
      result.pathname ??= this.#isSpecial ? '/' : '';
    }
    if (kBeforeSearch.has(old) && state === 'hash') result.search ??= '';
    this.#state = state;
    this.#index += skipped;
    this.#start = this.#index;
    return true;
  }

  #componentText() {
    return this.#input.slice(this.#tokens[this.#start].index, this.#tokens[this.#index].index);
  }
}

/**
 * @param {string} input
 * @returns {Object<string, string>} the components that the input has
 * @throws {InvalidPattern} where the protocol is no pattern
 */
function parseConstructorString(input) {
  return new ConstructorStringParser(input).parse();
}

module.exports = { parseConstructorString };
