// Flags: --no-warnings
'use strict';

// What `exports` and `main` lead to with a warning.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-packages-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function addPackage(name, config, ...files) {
  const root = path.join(folder, 'node_modules', name);
  fs.mkdirSync(path.join(root, 'sub'), { recursive: true });
  fs.writeFileSync(path.join(root, 'package.json'), JSON.stringify(config));
  for (const file of files) fs.writeFileSync(path.join(root, file), '');
  return path.join(root, 'package.json');
}

const config = addPackage('mapped', {
  exports: {
    './target': './/a.js', './s/*': './sub/*.js', './x/*': './sub//*.js', './y/*/': './sub/*.js', './coded': './sp%20ce.js',
    './slash': './a%2fb.js', './out': './../a.js',
  },
}, 'a.js', 'sp ce.js', 'sub/b.js');
addPackage('indexed', { type: 'module' }, 'index.js');
addPackage('named', { type: 'module', main: 'start' }, 'start.js');
addPackage('exact', { type: 'module', main: 'start.js' }, 'start.js');
const main = path.join(folder, 'main.mjs');
fs.writeFileSync(main, 'export const load = (name) => import(name);');

const warnings = [];
process.on('warning', ({ code, message }) => warnings.push([code, message]));

const empty = (target, request, key) => `Use of deprecated double slash resolving "${target}" for module request ` +
  `"${request}" ${key ? `matched to "${key}" ` : ''}in the "exports" field module resolution of the package at ` +
  `${config} imported from ${main}.`;

(async () => {
  const { load } = await import(pathToFileURL(main).href);
  for (const [name, code, message] of [
    ['mapped/target', 'DEP0166', empty('.//a.js', './target')],
    ['mapped/s//b', 'DEP0166', empty('./sub//b.js', './s//b', './s/*')],
    ['mapped/x/b', 'DEP0166', empty('./sub//b.js', './x/b', './x/*')],
    ['mapped/y/b/', 'DEP0155', 'Use of deprecated trailing slash pattern mapping "./y/b/" in the "exports" field module ' +
      `resolution of the package at ${config} imported from ${main}. Mapping specifiers ending in "/" is no longer supported.`],
    ['indexed', 'DEP0151', 'No "main" or "exports" field defined in the package.json for ' +
      `${path.join(folder, 'node_modules', 'indexed')}/ resolving the main entry point "index.js", imported from ${main}.\n` +
      'Default "index" lookups for the main are deprecated for ES modules.'],
    ['named', 'DEP0151', `Package ${path.join(folder, 'node_modules', 'named')}/ has a "main" field set to "start", ` +
      `excluding the full filename and extension to the resolved file at "start.js", imported from ${main}.\n ` +
      'Automatic extension resolution of the "main" field is deprecated for ES modules.'],
    ['exact'],
    ['mapped/coded'],
    ['mapped/s/b'],
  ]) {
    await load(name);
    await new Promise(setImmediate);
    assert.deepStrictEqual(warnings.splice(0), code === undefined ? [] : [[code, message]], name);
  }
  await assert.rejects(load('mapped/slash'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
  await assert.rejects(load('mapped/s/../a'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
  await assert.rejects(load('mapped/out'), {
    code: 'ERR_INVALID_PACKAGE_TARGET',
    message: `Invalid "exports" target "./../a.js" defined for './out' in the package config ${config} imported from ${main}`,
  });
  await assert.rejects(load('mapped/none'), {
    code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
    message: `Package subpath './none' is not defined by "exports" in ${config} imported from ${main}`,
  });
  const required = require('node:module').createRequire(main);
  assert.throws(() => required('mapped/slash'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
  required('mapped/coded');
})();
