'use strict';

// WebAssembly.compileStreaming and instantiateStreaming: modules out of the answers of `fetch`.
// https://webassembly.github.io/spec/web-api/#streaming-modules

const { codes: { ERR_INVALID_ARG_TYPE, ERR_WEBASSEMBLY_RESPONSE } } = require('./errors');

/**
 * @param {Response | Promise<Response>} source
 * @returns {Promise<ArrayBuffer>} the body
 */
async function readModule(source) {
  const response = await source;
  if (!(response instanceof Response)) {
    throw new ERR_INVALID_ARG_TYPE('source', ['Response', 'Promise resolving to Response'], response);
  }
  const type = response.headers.get('Content-Type');
  if (type !== 'application/wasm') throw new ERR_WEBASSEMBLY_RESPONSE(`has unsupported MIME type '${type}'`);
  if (!response.ok) throw new ERR_WEBASSEMBLY_RESPONSE(`has status code ${response.status}`);
  if (response.bodyUsed) throw new ERR_WEBASSEMBLY_RESPONSE('body has already been used');
  return response.arrayBuffer();
}

async function compileStreaming(source) {
  return WebAssembly.compile(await readModule(source));
}

async function instantiateStreaming(source, imports) {
  return WebAssembly.instantiate(await readModule(source), imports);
}

module.exports = { compileStreaming, instantiateStreaming };
