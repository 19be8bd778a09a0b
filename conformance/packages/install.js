'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

/**
 * Installs the packages into `folder`, unless this very lock file is installed there, and copies the programs.
 * @param {string} source the folder of package.json, its lock file and programs/
 * @param {string} folder
 */
function install(source, folder) {
  const lock = fs.readFileSync(path.join(source, 'package-lock.json'));
  const sum = crypto.createHash('sha256').update(lock).digest('hex');
  const stamp = path.join(folder, 'installed');
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== sum) {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
      fs.copyFileSync(path.join(source, name), path.join(folder, name));
    }
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: folder, stdio: 'inherit' });
    if (status !== 0) throw new Error('npm ci failed');
    fs.writeFileSync(stamp, sum);
  }
  fs.cpSync(path.join(source, 'programs'), path.join(folder, 'programs'), { recursive: true });
}

module.exports = { install };
