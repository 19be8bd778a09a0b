'use strict';

// WebAssembly as ES modules: a module of JavaScript stands for each, which imports what it imports, makes an instance
// when it runs, and exports what that exports. https://github.com/WebAssembly/esm-integration

const { ModuleWrap } = internalBinding('module_wrap');

/** Exports of instances by the namespaces of their modules: what one imports of another are its very globals. */
const instances = new WeakMap();

/** What instantiates the module that a wrap stands for. */
const instantiations = new WeakMap();

let warned = false;

function warnOfInstances() {
  if (warned) return;
  warned = true;
  process.emitWarning('Importing WebAssembly module instances is an experimental feature and might change at any time',
    'ExperimentalWarning');
}

/** Names that are the hosts' own. */
function isReserved(name) {
  return name.startsWith('wasm:') || name.startsWith('wasm-js:');
}

function importsOf(module, url) {
  const imports = WebAssembly.Module.imports(module);
  for (const { module: specifier, name } of imports) {
    if (specifier.startsWith('wasm-js:')) throw new WebAssembly.LinkError(`Invalid Wasm import "${specifier}" in ${url}`);
    if (isReserved(name)) throw new WebAssembly.LinkError(`Invalid Wasm import name "${specifier}" in ${url}`);
  }
  return imports;
}

function exportsOf(module, url) {
  const exports = WebAssembly.Module.exports(module);
  for (const { name } of exports) {
    if (isReserved(name)) throw new WebAssembly.LinkError(`Invalid Wasm export name "${name}" in ${url}`);
  }
  return exports;
}

/**
 * @param {string} url
 * @param {Uint8Array} source
 * @returns {ModuleWrap}
 */
function translateWasm(url, source) {
  const module = compile(url, source);
  const specifiers = [...new Set(importsOf(module, url).map((each) => each.module))];
  const exports = exportsOf(module, url);
  const wrap = new ModuleWrap(url, textOf(specifiers, exports));
  wrap.setModuleSource(module);
  instantiations.set(wrap, (namespaces) => {
    warnOfInstances();
    const imports = { __proto__: null };
    specifiers.forEach((specifier, index) => {
      imports[specifier] = instances.get(namespaces[index]) ?? namespaces[index];
    });
    const instance = new WebAssembly.Instance(module, imports);
    instances.set(wrap.getNamespace(), instance.exports);
    return exports.map(({ name, kind }) => valueOf(instance.exports[name], kind));
  });
  return wrap;
}

function compile(url, source) {
  try {
    return new WebAssembly.Module(source);
  } catch (error) {
    error.message = `${url}: ${error.message}`;
    throw error;
  }
}

function textOf(specifiers, exports) {
  const locals = exports.map((_, index) => `export${index}`).join(', ');
  const names = exports.map(({ name }, index) => `export${index} as ${JSON.stringify(name)}`).join(', ');
  return [
    ...specifiers.map((specifier, index) => `import * as import${index} from ${JSON.stringify(specifier)};`),
    exports.length > 0 ? `let ${locals}; export { ${names} };` : '',
    `[${locals}] = import.meta.instantiate([${specifiers.map((_, index) => `import${index}`).join(', ')}]);`,
  ].join('\n');
}

/** A global is exported as the value that it has now; vectors have none in JavaScript. */
function valueOf(value, kind) {
  if (kind !== 'global') return value;
  try {
    return value.value;
  } catch {
    return undefined;
  }
}

/**
 * Gives the module that stands for one of WebAssembly what makes an instance.
 * @param {object} meta its `import.meta`
 * @param {ModuleWrap} wrap
 * @returns {boolean} whether it is one
 */
function initializeImportMeta(meta, wrap) {
  const instantiate = instantiations.get(wrap);
  if (instantiate !== undefined) meta.instantiate = instantiate;
  return instantiate !== undefined;
}

module.exports = { initializeImportMeta, translateWasm };
