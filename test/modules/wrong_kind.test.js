'use strict';

// ES modules where CommonJS is expected, and the other way round: the errors say what to do.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vm = require('node:vm');

assert.throws(() => new vm.Script('import a from "b"'), { message: 'Cannot use import statement outside a module' });
assert.throws(() => new vm.Script('let import = 1'), { message: "Unexpected token 'import'" });
assert.throws(() => new vm.Script('import.meta'), { message: "Cannot use 'import.meta' outside a module" });

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cortado-kinds-'));

function stderrOf(files, ...args) {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  assert.strictEqual(status, 1);
  return stderr;
}

try {
  const warned = stderrOf({ 'a.cjs': '\nimport fs from "fs"' }, 'a.cjs');
  assert.match(warned, /^\(node:\d+\) Warning: Failed to load the ES module: \S+a\.cjs\. Make sure to set "type": "module" in /);
  assert.match(warned, /a\.cjs:2\nimport fs from "fs"\n\^+\n\nSyntaxError: Cannot use import statement outside a module\n/);

  assert.match(stderrOf({ 'b.mjs': 'require("fs")' }, 'b.mjs'),
    /ReferenceError: require is not defined in ES module scope, you can use import instead\n {4}at file/);
  assert.match(stderrOf({ 'c.mjs': 'module.exports = 1', 'd.mjs': 'import "./c.mjs"' }, 'd.mjs'),
    /ReferenceError: module is not defined in ES module scope\n {4}at file/);
  assert.match(stderrOf({ 'e.js': '__filename', 'package.json': '{ "type": "module" }' }, 'e.js'), new RegExp(
    '__filename is not defined in ES module scope\nThis file is being treated as an ES module because it has a ' +
    `'.js' file extension and '${folder}/package.json' contains "type": "module". To treat it as a CommonJS script, ` +
    "rename it to use the '.cjs' file extension.\n"));
  assert.match(stderrOf({ 'f.mjs': 'await 1; require("fs")' }, 'f.mjs'), /ERR_AMBIGUOUS_MODULE_SYNTAX/);
  assert.match(stderrOf({ 'g.cjs': 'require("./b.mjs")' }, '--no-experimental-require-module', 'g.cjs'),
    /Error \[ERR_REQUIRE_ESM\]: require\(\) of ES Module \S+b\.mjs from \S+g\.cjs not supported\.\nInstead change/);
  assert.match(stderrOf({}, '--no-experimental-require-module', '-e', 'require("./e.js")'),
    /Error \[ERR_REQUIRE_ESM\]: .*e\.js is treated as an ES module file as it is a \.js file whose nearest/s);
} finally {
  fs.rmSync(folder, { recursive: true });
}
