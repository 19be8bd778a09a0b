'use strict';

const assert = require('node:assert');
const { builtinModules } = require('node:module');

// Importing a built-in module reads all its properties: if one throws, the others must be there.
process.noDeprecation = true;

async function main() {
  for (const id of builtinModules) {
    let exports;
    try {
      exports = require(id);
    } catch {
      continue;  // one that is not there yet says so itself
    }
    const namespace = await import(id);
    assert.strictEqual(namespace.default, exports, id);
  }
}

main();
