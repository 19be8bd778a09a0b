'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

const PEERS = {
  node: { file: 'node/bin/node', script: 'node/installArchSpecificPackage.js' },
  bun: { file: 'bun/bin/bun.exe', script: 'bun/install.js' },
  deno: { file: 'deno/deno', script: 'deno/install.cjs', options: ['run', '-A'] },
};

/** Installs what the lock file says, and runs install scripts that npm was told not to run. */
function install() {
  const modules = path.join(__dirname, 'node_modules');
  const lock = path.join(__dirname, 'package-lock.json');
  const installed = path.join(modules, '.package-lock.json');
  const age = (file) => (fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0);
  if (age(installed) < age(lock)) {
    process.stderr.write('installing node, bun and deno from npm\n');
    // Not `npm ci`: it refuses the lock file where a registry lacks deno's builds for other systems.
    const { status } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
      cwd: __dirname,
      stdio: ['ignore', 2, 2],
    });
    if (status !== 0) throw new Error('npm install failed');
  }
  for (const { file, script } of Object.values(PEERS)) {
    if (!answers(path.join(modules, file))) {
      const scriptFile = path.join(modules, script);
      spawnSync('node', [scriptFile], { cwd: path.dirname(scriptFile), stdio: ['ignore', 2, 2] });
    }
  }
}

function answers(command) {
  return spawnSync(command, ['--version']).status === 0;
}

/** The distribution where `mvn package` has made one, else the source checkout's launcher. */
function cortadoCommand() {
  const target = path.join(root, 'target');
  const homes = fs.existsSync(target) ? fs.readdirSync(target) : [];
  const found = homes
    .filter((name) => name.startsWith('cortado-'))
    .map((name) => path.join(target, name, 'bin/cortado'))
    .filter((file) => fs.existsSync(file));
  return found[0] ?? path.join(root, 'cortado');
}

/**
 * Finds the runtimes to measure.
 * @param {string[]} names of cortado, node, bun, deno
 * @param {string} [cortado] another command for cortado
 * @returns {{name: string, command: string, options: string[], version: string}[]}
 */
function findRuntimes(names, cortado) {
  install();
  return names.map((name) => {
    const { file, options = [] } = PEERS[name] ?? {};
    const command = file
      ? path.join(__dirname, 'node_modules', file)
      : path.resolve(cortado ?? cortadoCommand());
    const { status, stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} does not run: ${stderr}`);
    return { name, command, options, version: stdout.match(/\d+\.\d+\.\d+\S*/)[0] };
  });
}

module.exports = { findRuntimes };
