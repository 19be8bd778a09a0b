'use strict';

const assert = require('node:assert');
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');

const here = `${pathToFileURL(__dirname)}/`;

function withHooks(hooks, body) {
  const registration = registerHooks(hooks);
  try {
    return body();
  } finally {
    registration.deregister();
  }
}

function virtual(texts) {
  return {
    resolve: (specifier, context, next) => (
      specifier in texts ? { url: specifier, shortCircuit: true } : next(specifier, context)
    ),
    load: (url, context, next) => (
      url in texts ? { ...texts[url], shortCircuit: true } : next(url, context)
    ),
  };
}

{
  // The hook registered last comes first; each sees what the ones before it override.
  const order = [];
  const outer = registerHooks({
    resolve(specifier, context, next) {
      order.push(`first:${context.mark}`);
      return next(specifier, context);
    },
  });
  withHooks({
    resolve(specifier, context, next) {
      order.push('second');
      assert.strictEqual(context.parentURL, pathToFileURL(__filename).href);
      assert.deepStrictEqual(context.conditions, ['require', 'node', 'node-addons', 'module-sync']);
      return next(specifier, { mark: 1 });
    },
  }, () => require('./fixtures/hooks/data.json'));
  outer.deregister();
  outer.deregister();
  assert.deepStrictEqual(order, ['second', 'first:1']);
}

// A load hook rewrites what is read, in any form of bytes, and modules may be made up.
withHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    assert.strictEqual(url, `${here}fixtures/hooks/plain.js`);
    return { ...loaded, source: new TextEncoder().encode(loaded.source.replace('hello', 'goodbye')) };
  },
}, () => assert.strictEqual(require('./fixtures/hooks/plain.js').greeting, 'goodbye'));

withHooks(virtual({
  'virtual:cjs': { source: 'exports.path = require("node:path")', format: 'commonjs' },
  'virtual:data.json': { source: '{"a":1}', format: 'json' },
  'virtual:esm': { source: 'export const x = 3', format: 'module' },
  'virtual:detected': { source: 'export const y = 2' },
}), () => {
  assert.strictEqual(require('virtual:cjs').path, require('node:path'));
  assert.deepStrictEqual(require('virtual:data.json'), { a: 1 });
  assert.strictEqual(require('virtual:esm').x, 3);
  assert.strictEqual(require('virtual:detected').y, 2);
});

// Built-in modules can be exchanged for others.
withHooks({
  resolve: (specifier, context, next) => (
    specifier === 'os' ? { url: 'node:path', shortCircuit: true } : next(specifier, context)
  ),
}, () => assert.strictEqual(require('os'), require('node:path')));
assert.notStrictEqual(require('os'), require('node:path'));

// Answers are checked.
const bad = (hooks, expected) => withHooks(hooks, () => assert.throws(() => require('nothing-there'), expected));
const code = 'ERR_INVALID_RETURN_PROPERTY_VALUE';
bad({ resolve: () => ({ url: 'x:y' }) }, {
  code, message: 'Expected true to be returned for the "shortCircuit" from the "resolve" hook but got undefined.',
});
bad({ resolve: () => ({ url: 1, shortCircuit: true }) }, { code, message: /a URL string .* "url"/ });
bad({ resolve: () => ({ url: 'x:y', format: 1, shortCircuit: true }) }, { code, message: /"format"/ });
const found = { resolve: () => ({ url: 'x:y', shortCircuit: true }) };
bad({ ...found, load: () => ({ source: 1, shortCircuit: true }) }, { code, message: /"source" from the "load"/ });
bad({ ...found, load: () => ({ source: '', format: null, shortCircuit: true }) }, { code, message: /"format"/ });
assert.throws(() => registerHooks({ resolve: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => require('nothing-there'), { code: 'MODULE_NOT_FOUND' });

async function imports() {
  const loaded = [];
  const registration = registerHooks({
    ...virtual({ 'virtual:number': { source: 'export default 7', format: 'module' } }),
  });
  const log = registerHooks({
    load(url, context, next) {
      loaded.push(url.replace(here, ''));
      return next(url, context);
    },
  });
  const { data, virtual: number } = await import('./fixtures/hooks/graph.mjs');
  assert.deepStrictEqual(data, { answer: 42 });
  assert.strictEqual(number, 7);
  assert.deepStrictEqual(loaded, [
    'fixtures/hooks/graph.mjs', 'fixtures/hooks/uses_data.cjs', 'virtual:number',
  ]);
  log.deregister();
  registration.deregister();
  await assert.rejects(import('virtual:another'), { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });
}

const timer = setTimeout(() => assert.fail('imports did not end'), 10_000);
imports().then(() => clearTimeout(timer));
