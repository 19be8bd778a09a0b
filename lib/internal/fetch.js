'use strict';

// The Fetch API's globals. Its client, undici, is not part of Cortado yet: the classes are there
// because libraries ask `value instanceof Response`, and say so when somebody makes one.

const { codes } = require('./errors');

/** `fetch` rejects until undici is there. */
async function fetch() {
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('fetch');
}

class Unavailable {
  constructor() {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`The class ${new.target.name}`);
  }
}

class FormData extends Unavailable {}
class Headers extends Unavailable {}
class Request extends Unavailable {}
class Response extends Unavailable {}

module.exports = { FormData, Headers, Request, Response, fetch };
