'use strict';

// Running a script of a package.json, without what package managers add to it.

const { readTextIfExists } = internalBinding('modules');
const { writeString } = internalBinding('stdio');
const path = require('../../path');

const STDERR = 2;

function fail(text) {
  writeString(STDERR, `${text}\n`);
  process.reallyExit(1);
}

/** The nearest package.json, with the folders of commands of all packages around it. */
function findPackage(cwd) {
  const binaries = [];
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    binaries.push(path.join(folder, 'node_modules', '.bin'));
    const file = path.join(folder, 'package.json');
    const text = readTextIfExists(file);
    if (text !== undefined) return { file, folder, text, binaries };
    if (folder === path.dirname(folder)) return fail(`Can't find package.json for directory ${cwd}`);
  }
}

function scriptsOf({ file, text }) {
  try {
    return JSON.parse(text).scripts;
  } catch {
    return fail(`Can't parse ${file}`);
  }
}

function listed(scripts) {
  return Object.entries(scripts).map(([name, command]) => `  ${name}: ${command}\n`).join('');
}

/** An argument as the shell is to see it. */
function quoted(argument) {
  return /^[\w%+,./:=@-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

/**
 * @param {string} name of the script
 * @param {string[]} args that come after it
 */
function run(name, args) {
  const found = findPackage(process.cwd());
  const scripts = scriptsOf(found);
  if (typeof scripts !== 'object' || scripts === null) fail(`Can't find "scripts" field in ${found.file}`);
  if (!Object.hasOwn(scripts, name)) {
    fail(`Missing script: "${name}" for ${found.file}\n\nAvailable scripts are:\n${listed(scripts)}`);
  }
  if (typeof scripts[name] !== 'string') fail(`Script "${name}" is unexpectedly malformed for ${found.file}`);
  const { status } = require('../../child_process').spawnSync('/bin/sh', ['-c', [scripts[name], ...args.map(quoted)].join(' ')], {
    cwd: found.folder,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_RUN_SCRIPT_NAME: name,
      NODE_RUN_PACKAGE_JSON_PATH: found.file,
      PATH: [...found.binaries, process.env.PATH].join(path.delimiter),
    },
  });
  if (status !== 0) process.exitCode = 1;
}

module.exports = { run };
