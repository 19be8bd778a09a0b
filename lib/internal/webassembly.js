'use strict';

// The global WebAssembly: GraalWasm starts when a program first asks for it.

const { createWebAssembly, defineLazyProperties } = internalBinding('builtins');

const WebAssembly = createWebAssembly();
defineLazyProperties(WebAssembly, ['compileStreaming', 'instantiateStreaming'], true, true, (name) => (
  require('./wasm_streaming')[name]
));

module.exports = { WebAssembly };
